// Failures of ai4i2020 and SECOM as the product predicts them: the model, its calibration and whether
// generated failures help are chosen inside of each training part, and the test part is looked at once.
// `secom-prequential` is another question than `secom-time`: the verdicts of a block are known before the next.
// `MILLRACE_DATA=... npx tsx bench/quality/run.ts [--only ai4i2020,secom-time,secom,secom-prequential]
//   [--seed 1]`

import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { MillraceError } from '../../src/errors.ts'
import { readTable } from '../../src/data/table/read-table.ts'
import { rowsAt, type Table } from '../../src/data/table/table.ts'
import { type Fold, stratifiedFolds } from '../../src/generative/evaluation/folds.ts'
import { failureScores, reliability } from '../../src/plant/quality/failure-scores.ts'
import { fitQuality } from '../../src/plant/quality/fit-quality.ts'
import {
  type QualitySpecification,
  readQualityRecords,
} from '../../src/plant/quality/quality-records.ts'
import type { FailureScores } from '../../src/plant/quality/result.ts'
import { createRandom } from '../../src/random.ts'

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: 'ai4i2020,secom-time,secom' },
    seed: { type: 'string', default: '1' },
  },
})

interface Protocol {
  readonly file: string
  readonly specification: QualitySpecification
  folds(table: Table, failed: Float64Array): readonly Fold[]
}

/** Of the last 30%, for the prequential protocol. */
const blocks = 3

const seed = Number(values.seed)
const stratified = (_: Table, failed: Float64Array): readonly Fold[] =>
  stratifiedFolds(failed, 5, createRandom(seed).split('bench folds'))
const secom = { operation: 'secom', outcome: 'is_fail', failing: ['1'], settings: {} }

const protocols: Readonly<Record<string, Protocol>> = {
  ai4i2020: {
    file: 'ai4i2020/ai4i2020.csv',
    specification: {
      operation: 'milling',
      columns: {},
      outcome: 'Machine_failure',
      failing: ['1'],
      settings: {},
      ignore: ['UDI', 'Product ID', 'TWF', 'HDF', 'PWF', 'OSF', 'RNF'],
    },
    folds: stratified,
  },
  'secom-time': {
    file: 'secom/secom_351.csv.gz',
    specification: { ...secom, columns: { time: 'timestamp' }, ignore: ['label'] },
    folds(table) {
      const rows = inTime(table)
      const first = Math.floor(0.7 * rows.length)
      return [{ train: rows.slice(0, first), test: rows.slice(first) }]
    },
  },
  'secom-prequential': {
    file: 'secom/secom_351.csv.gz',
    specification: { ...secom, columns: { time: 'timestamp' }, ignore: ['label'] },
    // The same last 30%, in blocks, each predicted from all before it, as `millrace run` lives.
    folds(table) {
      const rows = inTime(table)
      const starts = Array.from({ length: blocks + 1 }, (_, i) =>
        Math.floor((0.7 + (0.3 * i) / blocks) * rows.length),
      )
      return starts.slice(1).map((end, i) => ({
        train: rows.slice(0, starts[i]!),
        test: rows.slice(starts[i]!, end),
      }))
    },
  },
  secom: {
    file: 'secom/secom_351.csv.gz',
    specification: { ...secom, columns: {}, ignore: ['label', 'timestamp'] },
    folds: stratified,
  },
}

for (const name of values.only.split(',')) {
  const protocol = protocols[name]
  if (!protocol) throw new MillraceError('not-found', `--only: unknown, got ${name}`)
  await measure(name, protocol)
}

function inTime(table: Table): Int32Array {
  const time = table.columns.get('timestamp')!
  if (time.kind !== 'time') throw new Error(`timestamp: expected times, got ${time.kind}`)
  return Int32Array.from(time.values, (_, row) => row).sort(
    (a, b) => time.values[a]! - time.values[b]! || a - b,
  )
}

async function measure(name: string, { file, specification, folds }: Protocol): Promise<void> {
  const folder = process.env['MILLRACE_DATA']
  if (!folder) {
    throw new MillraceError('bad-input', 'MILLRACE_DATA: unset, expected the folder of the data')
  }
  const table = await readTable(join(folder, file))
  const outcome = table.columns.get(specification.outcome)!
  if (outcome.kind !== 'number') throw new Error(`outcome: expected numbers, got ${outcome.kind}`)
  const failed = outcome.values
  const predicted: number[] = []
  const truth: number[] = []
  const byFold: FailureScores[] = []
  for (const { train, test } of folds(table, failed)) {
    const start = performance.now()
    const records = readQualityRecords(rowsAt(table, train), specification)
    const { model, result } = await fitQuality(records, {
      seed,
    })
    const { failureProbability } = await model.predict(rowsAt(table, test))
    await model.release()
    const own = Float64Array.from(test, (row) => failed[row]!)
    byFold.push(failureScores(failureProbability, own))
    predicted.push(...failureProbability)
    truth.push(...own)
    const { predictor, calibration, scores, augmentation } = result.model
    const generated = augmentation ? (augmentation.used ? 'used' : 'not used') : 'not tried'
    console.log(
      `${name} part ${byFold.length}: ${predictor}, ${calibration}, generated failures ${generated}; inner AUC ${scores.areaUnderRoc.toFixed(3)}; ${((performance.now() - start) / 1000).toFixed(0)} s; ${described(byFold.at(-1)!)}`,
    )
  }
  const all = [Float64Array.from(predicted), Float64Array.from(truth)] as const
  const keys = Object.keys(byFold[0]!) as (keyof FailureScores)[] // Safe: they are its own.
  const meanOf = (key: keyof FailureScores): number =>
    byFold.reduce((sum, scores) => sum + scores[key], 0) / byFold.length
  const means = Object.fromEntries(keys.map((key) => [key, meanOf(key)]))
  // Safe: it has the keys of the scores.
  console.log(`${name} mean of parts: ${described(means as unknown as FailureScores)}`)
  console.log(`${name} all test records: ${described(failureScores(...all))}`)
  console.log('| records | predicted | observed | 90% interval |\n|---|---|---|---|')
  for (const { records, predicted, observed } of reliability(...all)) {
    const { estimate, lower, upper } = observed
    console.log(
      `| ${records} | ${predicted.toFixed(4)} | ${estimate.toFixed(4)} | ${lower.toFixed(4)} to ${upper.toFixed(4)} |`,
    )
  }
}

function described(scores: FailureScores): string {
  return `F1 ${scores.f1.toFixed(3)} (precision ${scores.precision.toFixed(3)}, recall ${scores.recall.toFixed(3)}), average precision ${scores.averagePrecision.toFixed(3)}, AUC ${scores.areaUnderRoc.toFixed(3)}, Brier ${scores.brier.toFixed(4)}, log score ${scores.logScore.toFixed(4)}`
}
