// Do generated failures help to find failures? ai4i2020, five stratified folds over all 10,000 rows;
// in each the model learns from the other four, failures are drawn on condition, and boosted trees are
// fitted with and without them: `npx tsx bench/tables/augmentation.ts [--family NAME] [--added 300,1000,3000]`.

import { parseArgs } from 'node:util'
import { inferSchema } from '../../src/data/table/schema-inference.ts'
import { alignTables, fieldsOf } from '../../src/data/table/aligned-columns.ts'
import { compareRareClass } from '../../src/generative/evaluation/augmentation.ts'
import { boostedTreesClassifier } from '../../src/generative/predictors/boosted-trees.ts'
import { stratifiedFolds } from '../../src/generative/evaluation/folds.ts'
import { predictionOf } from '../../src/generative/evaluation/target.ts'
import { labelled } from '../../src/generative/evaluation/utility.ts'
import { rowsAt, type Table } from '../../src/data/table/table.ts'
import { fitTable } from '../../src/generative/tables/fit-table.ts'
import { createRandom, type Random } from '../../src/random.ts'
import { dataSets, loadSplit } from './data.ts'
import { collectTables, joinTables } from '../../src/data/table/join-tables.ts'

const { values } = parseArgs({
  options: {
    family: { type: 'string', default: 'autoregressive' },
    added: { type: 'string', default: '300,1000,3000' },
  },
})
const amounts = values.added.split(',').map(Number)
const { target: field, positive, hidden } = dataSets.ai4i2020
const split = await loadSplit('ai4i2020')
const whole = joinTables([split.train, split.test])
const columns = [...whole.columns].filter(([name]) => !hidden.includes(name))
const table: Table = { ...whole, columns: new Map(columns) }
const random = createRandom(1)
const labels = failuresOf(table)

const plain = new Float64Array(table.rowCount)
const scores = new Map(
  amounts.flatMap((amount) =>
    ['generated', 'repeated'].map(
      (kind) => [`${kind} ${amount}`, new Float64Array(table.rowCount)] as const,
    ),
  ),
)

for (const [i, { train, test }] of stratifiedFolds(labels, 5, random.split('folds')).entries()) {
  const known = rowsAt(table, train)
  const judged = rowsAt(table, test)
  const failures = rowsAt(known, rowsWhere(failuresOf(known)))
  const model = await fitTable(inferSchema(known), known, { family: values.family, seed: 1 })
  const given = { [field]: positive }
  const drawn = await collectTables(model.sample(Math.max(...amounts), { seed: i, given }))
  await model.release()
  keep(plain, known, judged, test)
  for (const amount of amounts) {
    const generated = rowsAt(
      drawn,
      Int32Array.from({ length: amount }, (_, row) => row),
    )
    keep(scores.get(`generated ${amount}`)!, joinTables([known, generated]), judged, test)
    const again = redrawn(failures, amount, random.split('repeated', i, amount))
    keep(scores.get(`repeated ${amount}`)!, joinTables([known, again]), judged, test)
  }
  console.error(`fold ${i + 1} of 5: ${failures.rowCount} failures to learn from`)
}

console.log(
  '| added failures | precision at 1/2 | recall at 1/2 | average precision | recall at equal precision |',
)
console.log('|---|---|---|---|---|')
const base = compareRareClass(plain, plain, labels).without
print('none', base)
for (const [name, own] of scores) print(name, compareRareClass(plain, own, labels).with)

/** Fits to one table and writes the scores of the other one at its places. */
function keep(into: Float64Array, learnt: Table, judged: Table, places: Int32Array): void {
  const [a, b] = alignTables([learnt, judged], fieldsOf(table))
  const prediction = predictionOf(a!, { field, positive })
  const { features, values } = labelled(a!, prediction)
  const predicted = boostedTreesClassifier()(features, values).predict(
    labelled(b!, prediction).features,
  )
  places.forEach((place, i) => (into[place] = predicted[i]!))
}

function failuresOf(rows: Table): Float64Array {
  const [own] = alignTables([rows], fieldsOf(rows))
  return predictionOf(own!, { field, positive }).valuesOf(own!)
}

function rowsWhere(flags: Float64Array): Int32Array {
  return Int32Array.from(flags, (_, row) => row).filter((row) => flags[row] === 1)
}

/** Rows drawn with replacement. */
function redrawn(rows: Table, count: number, draws: Random): Table {
  return rowsAt(
    rows,
    Array.from({ length: count }, () => draws.integer(rows.rowCount)),
  )
}

function print(name: string, own: typeof base): void {
  const cells = [own.precision, own.recall, own.averagePrecision, own.recallAtEqualPrecision]
  console.log(`| ${name} | ${cells.map((value) => value.toFixed(3)).join(' | ')} |`)
}
