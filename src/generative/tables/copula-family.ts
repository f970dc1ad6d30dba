// Baselines without training: fields drawn on their own, and fields joined by a Gaussian copula
// (Sklar 1959; for tables Patki, Wedge & Veeramachaneni 2016, doi:10.1109/DSAA.2016.49).

import { constant, input } from '../../learning/graph/apply.ts'
import { greater, multiply, where } from '../../learning/graph/elementwise.ts'
import { matmul } from '../../learning/graph/linear-algebra.ts'
import { normalCumulative } from '../../learning/graph/special.ts'
import { encodeModel } from '../../learning/onnx/encode.ts'
import { drawIndices } from '../encoding/categorical-draw.ts'
import { choleskyFactor } from '../copula.ts'
import { binCount, binOfValue, fitBins, stepsInGraph, valueOfSteps } from '../encoding/bins.ts'
import { type DrawnField, openGraph, type Prepare } from './graph-rows.ts'
import { latentDensity, type LatentFields } from './latent-density.ts'
import { latentCorrelation, latentDraw, latentField } from './latent-normals.ts'
import { fieldValues, type RowMatrix } from './row-matrix.ts'
import type { FittedFamily, RowModel, TableFamily } from './row-model.ts'

export const independentFamily: TableFamily = {
  name: 'independent',
  givesProbabilities: true,
  fit: async (rows) => fitted(rows, marginalsOf(rows).state),
  // Safe: what this version of the format holds is what `fit` made.
  open: ({ models, state }) => openCopula(models.sampler, state as LatentFields),
}

export const copulaFamily: TableFamily = {
  name: 'copula',
  givesProbabilities: true,
  async fit(rows) {
    const { state, indices } = marginalsOf(rows)
    const correlation = latentCorrelation(state.shares.map(latentField), indices)
    // Six digits are more than the data tell.
    const rounded = Array.from(correlation, (value) => Math.round(value * 1e6) / 1e6)
    return fitted(rows, { ...state, correlation: rounded })
  },
  open: ({ models, state }) => openCopula(models.sampler, state as LatentFields),
}

function marginalsOf(rows: RowMatrix): { state: LatentFields; indices: Float32Array } {
  const { fields, rowCount, values } = rows
  const width = fields.length
  const bins = fields.map((field, i) => fitBins(field, fieldValues(rows, i)))
  const indices = Float32Array.from(values, (value, i) => binOfValue(bins[i % width]!, value))
  const tallies = bins.map((field) => new Array<number>(binCount(field)).fill(0))
  indices.forEach((bin, i) => tallies[i % width]![bin]!++)
  const shares = tallies.map((own) => own.map((tally) => tally / rowCount))
  return { state: { bins, shares }, indices }
}

function fitted(rows: RowMatrix, state: LatentFields): FittedFamily {
  const training = { rows: rows.rowCount, validationRows: 0, history: [], bestEpoch: 0, seconds: 0 }
  return { models: { sampler: encodeCopula(state) }, state, training }
}

/** Noise: independent normals, made correlated within, and places within bins. */
function encodeCopula({ bins, shares, correlation }: LatentFields): Uint8Array {
  const width = bins.length
  const total = shares.reduce((sum, own) => sum + own.length, 0)
  const values = input('values', [-1, width])
  const given = input('given', [-1, width])
  const weights = input('weights', [total])
  const score = input('normal/score', [-1, width])
  const place = input('uniform/place', [-1, width])
  const scores = correlation
    ? matmul(score, rootOf(correlation, width), { transposeRight: true })
    : score
  const usable = multiply(constant(shares.flat(), [total]), weights)
  const drawn = drawIndices(
    shares.map((own) => own.length),
    usable,
    normalCumulative(scores),
  )
  const rows = where(greater(given, 0), values, stepsInGraph(bins, drawn, place))
  return encodeModel({ inputs: [values, given, weights, score, place], outputs: { rows } })
}

function rootOf(correlation: readonly number[], width: number): ReturnType<typeof constant> {
  const { data, shape } = factorOf(correlation, width)
  return constant(data, shape)
}

function factorOf(
  correlation: readonly number[],
  width: number,
): ReturnType<typeof choleskyFactor> {
  return choleskyFactor({ shape: [width, width], data: Float32Array.from(correlation) }, 0)
}

async function openCopula(model: Uint8Array, state: LatentFields): Promise<RowModel> {
  const { bins, correlation } = state
  const fields = bins.map((field): DrawnField => {
    const outcomes = Array.from({ length: binCount(field) }, (_, bin) => {
      const low = field.low[bin]
      return low === undefined ? 'missing' : valueOfSteps(field, low)
    })
    return { ...field, outcomes }
  })
  const drawing = await openGraph(model, fields, correlation && conditional(state, correlation))
  return { ...drawing, density: latentDensity(state) }
}

/** Independent normals that the graph makes into normals which fit what is given. */
function conditional({ bins, shares }: LatentFields, correlation: readonly number[]): Prepare {
  const width = bins.length
  const draw = latentDraw(shares.map(latentField), correlation)
  const root = factorOf(correlation, width).data
  return ({ rowCount, values, flags }, random) => {
    if (!flags.includes(1)) return {}
    const score = new Float32Array(rowCount * width)
    const stream = random.split('latent')
    for (let row = 0; row < rowCount; row++) {
      const part = (array: Float64Array | Uint8Array): Float64Array | Uint8Array =>
        array.subarray(row * width, (row + 1) * width)
      const own = Array.from(part(values), (value, i) => binOfValue(bins[i]!, value))
      const z = draw(own, part(flags), stream)
      const e = score.subarray(row * width, (row + 1) * width)
      for (let i = 0; i < width; i++) {
        let rest = z[i]!
        for (let j = 0; j < i; j++) rest -= root[i * width + j]! * e[j]!
        e[i] = rest / root[i * width + i]!
      }
    }
    return { 'normal/score': score }
  }
}
