// Our metrics against those of the sdmetrics package, on the same two files:
// `npx tsx bench/tables/check-metrics.ts REAL SYNTHETIC`. Prints the largest differences.

import { execFileSync } from 'node:child_process'
import { readTable } from '../../src/data/table/read-table.ts'
import { alignTables, fieldsOf } from '../../src/data/table/aligned-columns.ts'
import { quality } from '../../src/generative/evaluation/fidelity/quality.ts'

interface PeerFigures {
  readonly columns: Readonly<
    Record<string, { readonly shape: number; readonly adherence: number; readonly missing: number }>
  >
  readonly pairs: readonly { readonly score: number | null; readonly strong: number | null }[]
  readonly report: object
}

const [realPath = '', syntheticPath = ''] = process.argv.slice(2)
const peer = JSON.parse(
  execFileSync(
    'bench/peers/.venv/bin/python',
    ['bench/peers/table_metrics.py', realPath, syntheticPath],
    { maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] },
  ).toString(),
) as PeerFigures // Safe: the script above wrote it.

const [real, synthetic] = [await readTable(realPath), await readTable(syntheticPath)]
const [a, b] = alignTables([real, synthetic], fieldsOf(real))
const ours = quality(a!, b!)

const difference = (mine: number, theirs: number | null): number =>
  Number.isNaN(mine) && theirs === null ? 0 : Math.abs(mine - (theirs ?? Number.NaN))
const worst = (values: readonly number[]): string => Math.max(...values).toExponential(1)

const columns = ours.columns.map((column) => ({ column, peer: peer.columns[column.field]! }))
console.log(`columns ${ours.columns.length}, pairs ${ours.pairs.length}`)
console.log('largest difference')
console.log(
  `  shape      ${worst(columns.map(({ column, peer }) => difference(column.shape, peer.shape)))}`,
)
console.log(
  `  adherence  ${worst(columns.map(({ column, peer }) => difference(column.adherence, peer.adherence)))}`,
)
console.log(
  `  missing    ${worst(columns.map(({ column, peer }) => difference(column.missingValueSimilarity, peer.missing)))}`,
)
console.log(
  `  pairs      ${worst(ours.pairs.map(({ score }, i) => difference(score, peer.pairs[i]!.score)))}`,
)
console.log(
  `  pairs above the thresholds  ${worst(
    ours.pairs.map(({ score, isAboveThreshold }, i) =>
      difference(isAboveThreshold ? score : Number.NaN, peer.pairs[i]!.strong),
    ),
  )}`,
)
const { columns: _columns, pairs: _pairs, ...scores } = ours
console.log('ours', scores)
console.log('report of sdmetrics', JSON.stringify(peer.report))
