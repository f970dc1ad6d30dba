// The autoregressive family on rows of numbers: bins are chosen, the network is trained until held-out
// rows say enough, and two graphs are kept, one that draws rows and one that gives probabilities.

import { MillraceError } from '../../errors.ts'
import { constants, input } from '../../learning/graph/apply.ts'
import { concat, slice } from '../../learning/graph/arrangement.ts'
import { floor, greater, where } from '../../learning/graph/elementwise.ts'
import type { Node } from '../../learning/graph/node.ts'
import { encodeModel } from '../../learning/onnx/encode.ts'
import { adam } from '../../learning/optim/adam.ts'
import { clipByGlobalNorm } from '../../learning/optim/clipping.ts'
import { chain } from '../../learning/optim/optimiser.ts'
import { warmUp } from '../../learning/optim/schedules.ts'
import { fit } from '../../learning/training/fit.ts'
import { type Rows, matrixRows, type TrainingData } from '../../learning/training/program.ts'
import { createRandom, type Random } from '../../random.ts'
import {
  autoregressive,
  type AutoregressiveModel,
  type AutoregressiveParameters,
} from '../autoregressive.ts'
import {
  binCount,
  binOfValue,
  type FieldBins,
  binsInGraph,
  stepsInGraph,
} from '../encoding/bins.ts'
import { type AutoregressiveState, openAutoregressive } from './autoregressive-rows.ts'
import { splitRows } from './held-out-rows.ts'
import { rowBins } from './row-bins.ts'
import { fieldValues, type RowMatrix } from './row-matrix.ts'
import type { FamilyOptions, FittedFamily, TableFamily } from './row-model.ts'

export const autoregressiveFamily: TableFamily = {
  name: 'autoregressive',
  givesProbabilities: true,
  fit: fitAutoregressive,
  // Safe: what this version of the format holds is what `fit` made.
  open: ({ models, state }) => openAutoregressive(models, state as AutoregressiveState),
}

const mostEpochs = 200
const patience = 8

async function fitAutoregressive(rows: RowMatrix, options: FamilyOptions): Promise<FittedFamily> {
  const begun = performance.now()
  const { fields, rowCount } = rows
  const bins = rowBins(rows)
  const learnt = drawingOrder(rows, bins)
  const contextCount = learnt.filter((field) => fields[field]!.isContext).length
  const state: AutoregressiveState = { bins, learnt, contextCount, sharesGiven: true }
  const record = { rows: rowCount, validationRows: 0, history: [], bestEpoch: 0 }
  if (learnt.length === contextCount) {
    const models = { sampler: encodeDraw({ ...state, learnt: [] }) }
    return {
      models,
      state: { ...state, learnt: [], contextCount: 0 },
      training: { ...record, seconds: secondsSince(begun) },
    }
  }

  const indices = binIndices(rows, state)
  const model = createModel(state, rows, indices)
  const { training, validation, validationCount } = splitRows(
    'bins',
    indices,
    learnt.length,
    options.seed,
    Infinity,
    rows.groups,
  )
  const counts = learnt.map((field) => binCount(bins[field]!))
  const random = createRandom(options.seed).split('rare')
  const shownToo = withRareBins(training.bins, counts, contextCount, random)
  const outcome = await fit(model.program, shownToo, {
    ...options,
    epochs: validation ? mostEpochs : 40,
    validation: validation && { ...validation, shown: showingNone(validationCount) },
    earlyStopping: validation && { metric: 'log loss', patience },
    averageDecay: 0.998,
    stage: 'train autoregressive',
  })
  if (outcome.status === 'diverged') {
    throw new MillraceError(
      'internal',
      `autoregressive: the loss stopped being a number in epoch ${outcome.epoch}`,
      { hint: outcome.advice },
    )
  }
  const { history, bestEpoch, parameters } = outcome
  const trained = { model, parameters: constants(parameters) }
  return {
    models: {
      sampler: encodeDraw(state, trained),
      density: encodeDensity(state, trained),
    },
    state,
    training: {
      ...record,
      seconds: secondsSince(begun),
      validationRows: validationCount,
      history,
      bestEpoch,
    },
  }
}

function createModel(
  { bins, learnt, contextCount = 0 }: AutoregressiveState,
  { fields, rowCount }: RowMatrix,
  indices: Float32Array,
): AutoregressiveModel {
  const counts = learnt.map((field) => binCount(bins[field]!))
  const tallies = counts.map((count) => new Array<number>(count).fill(1))
  indices.forEach((bin, i) => tallies[i % counts.length]![bin]!++)
  const shares = tallies.map((own, i) => own.map((tally) => tally / (rowCount + counts[i]!)))
  const isWide = counts.length > 100
  return autoregressive({
    bins: counts,
    ordered: learnt.map(
      (field) => fields[field]!.levels === undefined && binCount(bins[field]!) > 3,
    ),
    shares,
    batchSize: batchSizeFor(rowCount, counts.length),
    optimiser: chain(clipByGlobalNorm(1), adam({ rate: warmUp(50, 2e-3) })),
    width: isWide ? 128 : 192,
    headWidth: isWide ? 32 : 64,
    contextCount,
  })
}

/**
 * Fields in the order in which they are drawn: what is always given, then what tells least first. A rare level
 * that is drawn early is drawn by its share, and what goes with it is drawn given it.
 */
function drawingOrder(rows: RowMatrix, bins: readonly FieldBins[]): number[] {
  const learnt = bins.flatMap((field, i) => (binCount(field) > 1 ? [i] : []))
  const entropies = bins.map((own, i) => {
    const tallies = new Float64Array(binCount(own))
    for (const value of fieldValues(rows, i)) tallies[binOfValue(own, value)]!++
    return tallies.reduce((sum, tally) => {
      const share = tally / rows.rowCount
      return share > 0 ? sum - share * Math.log(share) : sum
    }, 0)
  })
  const isContext = (i: number): number => Number(rows.fields[i]!.isContext ?? false)
  return learnt.sort((a, b) => isContext(b) - isContext(a) || entropies[a]! - entropies[b]!)
}

/** About forty steps per epoch at least, and no more than what fits in memory at once. */
function batchSizeFor(rowCount: number, fields: number): number {
  const wanted = 2 ** Math.round(Math.log2(Math.max(1, rowCount / 60)))
  const bound = fields > 100 ? 64 : 256
  return Math.max(8, Math.min(wanted, bound))
}

interface Trained {
  readonly model: AutoregressiveModel
  readonly parameters: AutoregressiveParameters<Node>
}

/**
 * Inputs: `values` and `given`, `[batch or 1, fields]`, of which one row stands for all; `uniform/level` and `uniform/place`,
 * `[batch, learnt fields]`; `weights`, one per bin. Output: `rows`, `[batch, fields]`. Values are in
 * steps above the field's origin, NaN where missing.
 */
function encodeDraw(state: AutoregressiveState, trained?: Trained): Uint8Array {
  const { bins, learnt } = state
  const width = bins.length
  const own = learnt.map((i) => bins[i]!)
  const total = Math.max(
    1,
    own.reduce((sum, field) => sum + binCount(field), 0),
  )
  const values = input('values', [-1, width])
  const given = input('given', [-1, width])
  const level = input('uniform/level', [-1, Math.max(1, learnt.length)])
  const place = input('uniform/place', [-1, width])
  const weights = input('weights', [total])
  const known = binsInGraph(bins, values)
  const drawn = trained?.model.draw(trained.parameters, {
    bins: columns(known, learnt),
    given: columns(given, learnt),
    level,
    weights,
  })
  // A field that is always the same has one bin, 0; the floor of a place has it for every row.
  const all = bins.map((_, i) => {
    const at = learnt.indexOf(i)
    return drawn && at >= 0 ? slice(drawn, 1, at, at + 1) : floor(slice(place, 1, i, i + 1))
  })
  const rows = where(greater(given, 0), values, stepsInGraph(bins, concat(all, 1), place))
  return encodeModel({
    inputs: [values, given, level, place, weights],
    outputs: { rows },
    shared: ['values', 'given'],
  })
}

/** Inputs: `bins`, `[batch, learnt fields]`, `shown`. Output: `log probabilities` of all drawn fields' bins. */
function encodeDensity(
  { learnt, contextCount = 0 }: AutoregressiveState,
  { model, parameters }: Trained,
): Uint8Array {
  const bins = input('bins', [-1, learnt.length])
  const shown = input('shown', [-1, learnt.length - contextCount, learnt.length])
  const result = model.logProbabilities(parameters, bins, shown)
  return encodeModel({ inputs: [bins, shown], outputs: { 'log probabilities': result } })
}

function columns(x: Node, places: readonly number[]): Node {
  return concat(
    places.map((i) => slice(x, 1, i, i + 1)),
    1,
  )
}

/** Bins of the learnt fields, `[rows, learnt]`. */
function binIndices(rows: RowMatrix, { bins, learnt }: AutoregressiveState): Float32Array {
  const indices = new Float32Array(rows.rowCount * learnt.length)
  for (let row = 0; row < rows.rowCount; row++) {
    learnt.forEach((field, i) => {
      const value = rows.values[row * rows.fields.length + field]!
      indices[row * learnt.length + i] = binOfValue(bins[field]!, value)
    })
  }
  return indices
}

/** Rows that are taken again with one of their fields shown, as a share of all rows. */
const rareShare = 0.2

/**
 * A field, then one of its bins by the logarithm of how often it occurs, then a row that has it: so that what
 * goes with a rare level is learnt as well as what goes with a frequent one (Xu et al. 2019, arXiv:1907.00503).
 */
function withRareBins(
  { values, starts }: Rows,
  counts: readonly number[],
  contextCount: number,
  random: Random,
): TrainingData<'bins' | 'shown'> {
  const rowsOf = counts.map((count) => Array.from({ length: count }, (): number[] => []))
  for (const start of starts) {
    for (const [i, bins] of rowsOf.entries()) bins[values[start + i]!]!.push(start)
  }
  const reachedOf = rowsOf.map((bins) => {
    let sum = 0
    return bins.map((rows) => (sum += Math.log(1 + rows.length)))
  })
  const all = Array.from(starts)
  const shown = new Array<number>(starts.length).fill(-1)
  const drawnCount = counts.length - contextCount
  // Where only one field is drawn, nothing would be left to be learnt.
  const again = drawnCount > 1 ? Math.round(rareShare * starts.length) : 0
  for (let k = 0; k < again; k++) {
    const field = contextCount + random.integer(drawnCount)
    const reached = reachedOf[field]!
    const level = random.uniform() * reached.at(-1)!
    const rows = rowsOf[field]![reached.findIndex((sum) => sum > level)]!
    all.push(rows[random.integer(rows.length)]!)
    shown.push(field)
  }
  return {
    bins: { values, starts: Uint32Array.from(all) },
    shown: matrixRows(Float32Array.from(shown), 1),
  }
}

function showingNone(count: number): Rows {
  return matrixRows(new Float32Array(count).fill(-1), 1)
}

function secondsSince(begun: number): number {
  return (performance.now() - begun) / 1000
}
