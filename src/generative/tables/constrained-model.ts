// A fitted family of extended rows as one of the rows of the schema: constraints imply before a draw and
// restore after it.

import type { ConstrainedRows } from '../constraints/constrained-rows.ts'
import { type GivenRows, isSameForAll, type RowDensity, type RowModel } from './row-model.ts'

export function constrainedModel(model: RowModel, constraints: ConstrainedRows): RowModel {
  if (constraints.states.length === 0) return model
  const { ownCount: own, hosts } = constraints
  const width = constraints.fields.length

  /** The rows with room for the added fields, and what follows from what is given. */
  function widened({ rowCount, values, flags }: GivenRows, isComplete: boolean): GivenRows {
    const wide = {
      rowCount,
      values: new Float64Array(rowCount * width).fill(NaN),
      flags: new Uint8Array(rowCount * width),
    }
    for (let row = 0; row < rowCount; row++) {
      wide.values.set(values.subarray(row * own, (row + 1) * own), row * width)
      wide.flags.set(flags.subarray(row * own, (row + 1) * own), row * width)
      constraints.imply({ ...rowAt(wide, row), isComplete })
    }
    return wide
  }

  function rowAt(
    { values, flags }: GivenRows,
    row: number,
  ): { values: Float64Array; flags: Uint8Array } {
    const [from, to] = [row * width, (row + 1) * width]
    return { values: values.subarray(from, to), flags: flags.subarray(from, to) }
  }

  /** Only the fields of the schema. */
  function narrowed(values: Float64Array): Float64Array {
    const rowCount = values.length / width
    const narrow = new Float64Array(rowCount * own)
    for (let row = 0; row < rowCount; row++) {
      narrow.set(values.subarray(row * width, row * width + own), row * own)
    }
    return narrow
  }

  return {
    async draw(given, random, options = {}) {
      const { isComplete = false } = options
      const wide = widened(given, isComplete)
      // What all rows have in common is excluded from the draw, the rest is put right after it.
      const common = { ...rowAt(wide, 0), isComplete }
      const isCommon = isSameForAll(wide)
      const drawn = await model.draw(wide, random, {
        ...options,
        mayBe: (field, value) =>
          (options.mayBe?.(field, value) ?? true) &&
          (!isCommon || constraints.mayBe(common, field, value)),
      })
      for (let row = 0; row < wide.rowCount; row++) {
        const values = drawn.subarray(row * width, (row + 1) * width)
        constraints.restore({ values, flags: rowAt(wide, row).flags, isComplete })
      }
      return narrowed(drawn)
    },
    ...(model.density && { density: densityOf(model.density) }),
    release: () => model.release(),
  }

  /** What was found of an added field belongs to the field that hangs on it. */
  function hosted(cells: Float64Array): Float64Array {
    for (let start = 0; start < cells.length; start += width) {
      hosts.forEach((host, i) => (cells[start + host]! += cells[start + own + i]!))
    }
    return narrowed(cells)
  }

  function densityOf(density: RowDensity): RowDensity {
    return {
      ...density,
      logProbabilities: (given, field) => density.logProbabilities(widened(given, false), field),
      async surprise(rows, random, options = {}) {
        const values = constraints.extend(rows.values)
        const wide = { ...rows, fields: constraints.fields, values }
        const asked = options.scored ?? (options.given ? undefined : constraints.coordinates)
        const cells = await density.surprise(wide, random, {
          ...options,
          // What is known of a record counts once: added fields only where they stand for own ones.
          scored: asked ?? rows.fields.map((_, place) => place),
        })
        return { surprise: hosted(cells.surprise), expected: hosted(cells.expected) }
      },
    }
  }
}
