// Monitoring of many measures at once by principal components (Jackson & Mudholkar 1979,
// doi:10.1080/00401706.1979.10489779): T2, how far a record lies out within the usual pattern, and SPE, how
// far it lies off the pattern.

import { MillraceError } from '../../../errors.ts'
import { columnOf, type Table } from '../../../data/table/table.ts'
import { fisherQuantile } from '../../../statistics/distributions.ts'
import { mean, standardDeviation } from '../../../statistics/moments.ts'
import { normalQuantile } from '../../../statistics/normal.ts'
import { symmetricEigen } from '../../../statistics/symmetric-eigen.ts'

export interface ComponentOptions {
  /** Share of the variance that the components explain. Default 0.9. */
  readonly explained?: number
  /** Records with a larger share of missing measures are neither learnt from nor scored. Default 0.5. */
  readonly missingAllowed?: number
}

export interface ComponentModel {
  /** Measures that vary in the baseline; those that do not are left out. */
  readonly columns: readonly string[]
  readonly constant: readonly string[]
  readonly centres: Float64Array
  readonly deviations: Float64Array
  /** Loadings of the components kept, the strongest first. */
  readonly loadings: readonly Float64Array[]
  /** Variances along all axes of the standardised measures, descending. */
  readonly variances: Float64Array
  /** Records of the baseline. */
  readonly records: number
  readonly missingAllowed: number
}

/** Of one statistic, one per record; NaN for records of which too much is missing. */
export interface ComponentScores {
  readonly statistic: Float64Array
  /** By measure; they add up to the statistic. Those to T2 can be negative. */
  readonly contributions: ReadonlyMap<string, Float64Array>
}

/**
 * Of the numeric columns named. A value that is missing in the baseline counts as the mean of its measure,
 * which makes the measure look a little steadier than it is.
 * @throws MillraceError `bad-input` where too few records or no measure that varies is left.
 */
export function fitComponents(
  table: Table,
  columns: readonly string[],
  { explained = 0.9, missingAllowed = 0.5 }: ComponentOptions = {},
): ComponentModel {
  const all = columns.map((name) => columnOf(table, name, 'number').values)
  const rows = Array.from({ length: table.rowCount }, (_, row) => row).filter(
    (row) => missingShare(all, row) <= missingAllowed,
  )
  const present = all.map((values) =>
    Float64Array.from(rows, (row) => values[row]!).filter((value) => !Number.isNaN(value)),
  )
  const isVarying = present.map((values) => isSpread(values))
  const kept = columns.filter((_, i) => isVarying[i])
  if (rows.length < 3 || kept.length < 2) {
    throw new MillraceError(
      'bad-input',
      `baseline: too little to learn from, expected at least 3 records and 2 measures that vary, got ${rows.length} and ${kept.length}`,
    )
  }
  const own = present.filter((_, i) => isVarying[i])
  const centres = Float64Array.from(own, mean)
  const deviations = Float64Array.from(own, standardDeviation)
  const standardised = all
    .filter((_, i) => isVarying[i])
    .map((values, j) =>
      Float64Array.from(rows, (row) => {
        const z = (values[row]! - centres[j]!) / deviations[j]!
        return Number.isNaN(z) ? 0 : z
      }),
    )
  const { values: variances, vectors } = symmetricEigen(covariance(standardised))
  return {
    columns: kept,
    constant: columns.filter((_, i) => !isVarying[i]),
    centres,
    deviations,
    loadings: vectors.slice(0, componentCount(variances, explained, rows.length)),
    variances: variances.map((variance) => Math.max(0, variance)),
    records: rows.length,
    missingAllowed,
  }
}

/**
 * T2 and SPE of records. What is missing is taken as what the pattern expects from the rest (Nelson, Taylor &
 * MacGregor 1996, doi:10.1016/S0169-7439(96)00007-X), and contributes nothing to SPE.
 */
export function scoreComponents(
  model: ComponentModel,
  table: Table,
): { readonly t2: ComponentScores; readonly spe: ComponentScores } {
  const all = model.columns.map((name) => columnOf(table, name, 'number').values)
  const t2 = emptyScores(model.columns, table.rowCount)
  const spe = emptyScores(model.columns, table.rowCount)
  const z = new Float64Array(all.length)
  for (let row = 0; row < table.rowCount; row++) {
    if (missingShare(all, row) > model.missingAllowed) {
      t2.put(row, z.fill(Number.NaN))
      spe.put(row, z)
      continue
    }
    const isMissing = all.map((values) => Number.isNaN(values[row]))
    all.forEach((values, j) => {
      z[j] = isMissing[j] ? 0 : (values[row]! - model.centres[j]!) / model.deviations[j]!
    })
    const { weights, expected } = projected(model, z, isMissing)
    const pull = pulls(model, weights)
    t2.put(
      row,
      z.map((value, j) => value * pull[j]!),
    )
    spe.put(
      row,
      z.map((value, j) => (value - expected[j]!) ** 2),
    )
  }
  return { t2: t2.scores, spe: spe.scores }
}

/**
 * The limit that T2 of a new record in control exceeds with the stated chance, for normal measures
 * (Tracy, Young & Mason 1992, doi:10.1080/00224065.1992.12015232).
 */
export function t2Limit({ loadings, records: n }: ComponentModel, falseAlarmRate: number): number {
  const p = loadings.length
  return ((p * (n * n - 1)) / (n * (n - p))) * fisherQuantile(1 - falseAlarmRate, p, n - p)
}

/** The same for SPE, from the variances that are not in the pattern (Jackson & Mudholkar 1979). */
export function speLimit({ loadings, variances }: ComponentModel, falseAlarmRate: number): number {
  const rest = variances.slice(loadings.length)
  const [first, second, third] = [1, 2, 3].map((power) =>
    rest.reduce((sum, variance) => sum + variance ** power, 0),
  ) as [number, number, number] // Safe: three powers.
  if (first === 0) return 0
  const h = 1 - (2 * first * third) / (3 * second * second)
  const z = normalQuantile(1 - falseAlarmRate)
  const inner =
    1 + (z * Math.sqrt(2 * second * h * h)) / first + (second * h * (h - 1)) / (first * first)
  return first * inner ** (1 / h)
}

/** T2 is the product of the record with this. */
function pulls({ loadings, variances }: ComponentModel, weights: Float64Array): Float64Array {
  const pull = new Float64Array(loadings[0]!.length)
  loadings.forEach((axis, a) => {
    const weight = weights[a]! / variances[a]!
    for (let j = 0; j < axis.length; j++) pull[j]! += weight * axis[j]!
  })
  return pull
}

function missingShare(columns: readonly Float64Array[], row: number): number {
  let missing = 0
  for (const values of columns) if (Number.isNaN(values[row])) missing++
  return missing / Math.max(1, columns.length)
}

function isSpread(values: Float64Array): boolean {
  const deviation = standardDeviation(values)
  return deviation > 1e-10 * Math.abs(mean(values))
}

function covariance(columns: readonly Float64Array[]): Float64Array[] {
  const matrix = columns.map(() => new Float64Array(columns.length))
  columns.forEach((first, i) => {
    for (let j = 0; j <= i; j++) {
      const second = columns[j]!
      let sum = 0
      for (let row = 0; row < first.length; row++) sum += first[row]! * second[row]!
      matrix[i]![j] = sum / (first.length - 1)
      matrix[j]![i] = matrix[i]![j]!
    }
  })
  return matrix
}

/** Whether records can lie off the pattern at all. */
export function leavesResidual({ loadings, variances }: ComponentModel): boolean {
  const left = variances.subarray(loadings.length).reduce((sum, variance) => sum + variance, 0)
  return left > 1e-9 * variances.length
}

/** As many as explain that share, at least one and few enough for T2 to have a limit. */
function componentCount(variances: Float64Array, explained: number, records: number): number {
  const total = variances.reduce((sum, variance) => sum + variance, 0)
  let reached = 0
  let count = 0
  while (count < variances.length && reached < explained * total - 1e-9) {
    reached += variances[count]!
    count++
  }
  return Math.min(Math.max(count, 1), records - 2)
}

const fillingSteps = 50

/** Weights on the components, and what they make of the record; fills what is missing in `z`. */
function projected(
  { loadings }: ComponentModel,
  z: Float64Array,
  isMissing: readonly boolean[],
): { readonly weights: Float64Array; readonly expected: Float64Array } {
  const steps = isMissing.includes(true) ? fillingSteps : 1
  let weights = new Float64Array()
  let expected = new Float64Array()
  for (let step = 0; step < steps; step++) {
    weights = Float64Array.from(loadings, (axis) => {
      let sum = 0
      for (let j = 0; j < axis.length; j++) sum += axis[j]! * z[j]!
      return sum
    })
    const made = new Float64Array(z.length)
    loadings.forEach((axis, a) => {
      for (let j = 0; j < axis.length; j++) made[j]! += weights[a]! * axis[j]!
    })
    expected = made
    let change = 0
    for (let j = 0; j < z.length; j++) {
      if (!isMissing[j]) continue
      change = Math.max(change, Math.abs(z[j]! - made[j]!))
      z[j] = made[j]!
    }
    if (change < 1e-9) break
  }
  return { weights, expected }
}

function emptyScores(
  columns: readonly string[],
  rowCount: number,
): { readonly scores: ComponentScores; put(row: number, contributions: Float64Array): void } {
  const statistic = new Float64Array(rowCount)
  const byColumn = columns.map(() => new Float64Array(rowCount))
  return {
    scores: { statistic, contributions: new Map(columns.map((name, j) => [name, byColumn[j]!])) },
    put(row, contributions) {
      contributions.forEach((value, j) => {
        byColumn[j]![row] = value
        statistic[row]! += value
      })
    },
  }
}
