// Our families of table models against CTGAN and TVAE of the ctgan package, on the same rows:
// `npx tsx bench/tables/run.ts [--data adult,ai4i2020,secom] [--families NAME,...] [--budget SECONDS]`.
// The peers' samples and times are those of bench/peers/tables.py; without them their lines are left out.

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { readTable } from '../../src/data/table/read-table.ts'
import { inferSchema } from '../../src/data/table/schema-inference.ts'
import type { Table } from '../../src/data/table/table.ts'
import { alignTables, fieldsOf } from '../../src/data/table/aligned-columns.ts'
import { boostedTreesClassifier } from '../../src/generative/predictors/boosted-trees.ts'
import { detection } from '../../src/generative/evaluation/detection.ts'
import { quality } from '../../src/generative/evaluation/fidelity/quality.ts'
import { exactCopies } from '../../src/generative/evaluation/privacy/exact-copies.ts'
import { utility } from '../../src/generative/evaluation/utility.ts'
import { familyNames } from '../../src/generative/tables/families.ts'
import { fitTable } from '../../src/generative/tables/fit-table.ts'
import { createRandom } from '../../src/random.ts'
import { type DataSetName, dataSetNames, dataSets, loadSplit, type Split } from './data.ts'
import { collectTables } from '../../src/data/table/join-tables.ts'

interface Candidate {
  readonly name: string
  readonly sample: Table
  readonly fit?: Cost
  readonly rowsPerSecond?: number
}

interface Cost {
  readonly seconds: number
  readonly processorSeconds: number
}

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: dataSetNames.join() },
    families: { type: 'string', default: familyNames.join() },
    budget: { type: 'string' },
    peers: { type: 'string', default: '/tmp/millrace-tables' },
  },
})
const heads =
  '| rows | quality | strong pairs | detection | linear acc | F1 | AUC | trees acc | F1 | AUC | copies | fit s | processor s | rows/s |'

for (const name of values.data.split(',') as DataSetName[]) {
  const split = await loadSplit(name)
  console.log(
    `\n${name}: ${split.train.rowCount} rows to learn from, ${split.test.rowCount} held out\n`,
  )
  console.log(heads)
  console.log(`|${'---|'.repeat(heads.split('|').length - 2)}`)
  report(name, split, { name: 'real', sample: split.train })
  for (const peer of ['tvae', 'ctgan']) {
    const candidate = await peerSample(name, peer, values.peers)
    if (candidate) report(name, split, candidate)
  }
  for (const family of values.families.split(',')) {
    report(name, split, await ownSample(family, split.train))
  }
}

async function ownSample(family: string, train: Table): Promise<Candidate> {
  const budgetSeconds = values.budget === undefined ? undefined : Number(values.budget)
  const schema = inferSchema(train)
  const [model, fit] = await timed(() =>
    fitTable(schema, train, { family, seed: 1, budgetSeconds }),
  )
  const [sample] = await timed(() => collectTables(model.sample(train.rowCount, { seed: 1 })))
  const many = 50_000
  const [, drawing] = await timed(async () => {
    for await (const block of model.sample(many, { seed: 2 })) void block
  })
  const { chosen } = model.description.training
  await model.release()
  const name = chosen === undefined ? family : `${family} (chose ${chosen})`
  return { name, sample, fit, rowsPerSecond: many / drawing.seconds }
}

async function peerSample(
  dataSet: DataSetName,
  peer: string,
  folder: string,
): Promise<Candidate | undefined> {
  const stem = join(folder, `${dataSet}-${peer}`)
  if (!existsSync(`${stem}.json`)) return undefined
  // Safe: bench/peers/tables.py wrote it.
  const times = JSON.parse(await readFile(`${stem}.json`, 'utf8')) as {
    readonly rows: number
    readonly fitSeconds: number
    readonly fitProcessorSeconds: number
    readonly sampleSeconds: number
  }
  return {
    name: peer,
    sample: await readTable(`${stem}.csv`),
    fit: { seconds: times.fitSeconds, processorSeconds: times.fitProcessorSeconds },
    rowsPerSecond: times.rows / times.sampleSeconds,
  }
}

/** Fidelity and utility against the held-out rows, copies of the rows that were learnt from. */
function report(
  dataSet: DataSetName,
  { train, test }: Split,
  { name, sample, fit, rowsPerSecond }: Candidate,
): void {
  const { target: field, positive, hidden } = dataSets[dataSet]
  const [learnt, held, drawn] = alignTables([train, test, sample], fieldsOf(train))
  const fidelity = quality(held!, drawn!)
  const told = detection(held!, drawn!, boostedTreesClassifier(), createRandom(1))
  const taught = utility(learnt!, drawn!, held!, { field, positive, hidden })
  const skill = [taught.linear, taught.trees].flatMap((scores) =>
    'r2' in scores ? [scores.r2] : [scores.accuracy, scores.f1, scores.areaUnderRoc],
  )
  const cells = [
    fidelity.quality,
    fidelity.columnPairsAboveThreshold,
    told.score,
    ...skill,
    exactCopies(drawn!, learnt!).share,
  ].map((value) => value.toFixed(3).replace(/^0\./, '.'))
  const costs = fit
    ? [fit.seconds, fit.processorSeconds, rowsPerSecond ?? Number.NaN].map((value) =>
        Math.round(value).toLocaleString('en'),
      )
    : ['', '', '']
  console.log(`| ${[name, ...cells, ...costs].join(' | ')} |`)
}

async function timed<T>(work: () => Promise<T>): Promise<readonly [T, Cost]> {
  const before = process.cpuUsage()
  const start = performance.now()
  const result = await work()
  const { user, system } = process.cpuUsage(before)
  return [
    result,
    { seconds: (performance.now() - start) / 1000, processorSeconds: (user + system) / 1e6 },
  ]
}
