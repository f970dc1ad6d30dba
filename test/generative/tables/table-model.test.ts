import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { inferSchema } from '../../../src/data/table/schema-inference.ts'
import { columnOf, createTable, isMissingAt, type Table } from '../../../src/data/table/table.ts'
import { csvText } from '../../../src/data/table/write-csv.ts'
import { fitTable } from '../../../src/generative/tables/fit-table.ts'
import {
  readTableModel,
  type SampleOptions,
  type TableModel,
} from '../../../src/generative/tables/table-model.ts'
import { rowsPerBlock } from '../../../src/generative/tables/draw-block.ts'
import { plantRecords } from './plant-records.ts'

const table = plantRecords(1500)
const model = await fitTable(inferSchema(table), table, { seed: 1, budgetSeconds: 20 })
const folder = mkdtempSync(join(tmpdir(), 'table-model-'))
afterAll(async () => {
  await model.release()
  rmSync(folder, { recursive: true })
})

async function sampled(from: TableModel, count: number, options: SampleOptions): Promise<string[]> {
  const lines: string[] = []
  for await (const part of from.sample(count, options)) {
    const [header, ...rows] = csvText(part).trimEnd().split('\n')
    if (lines.length === 0) lines.push(header!)
    lines.push(...rows)
  }
  return lines
}

const cells = (line: string): string[] => line.split(',')

describe('sampling', () => {
  test('gives the columns of the data, and the number of rows asked for', async () => {
    const lines = await sampled(model, 10, { seed: 1 })
    expect(lines[0]).toBe('batch,machine,speed,torque,started,failed,site,remark')
    expect(lines).toHaveLength(11)
  })

  test('the same seed gives the same rows, whatever their number', async () => {
    const few = await sampled(model, 30, { seed: 2 })
    const many = await sampled(model, rowsPerBlock + 10, { seed: 2 })
    expect(many.slice(0, 31)).toEqual(few)
    expect(new Set(many).size).toBe(many.length)
    expect(await sampled(model, 30, { seed: 3 })).not.toEqual(few)
  })

  test('keeps what hangs together', async () => {
    const rows = (await sampled(model, 1000, { seed: 1 })).slice(1).map(cells)
    const fits = rows.filter(([, machine, speed]) => {
      const start = 1000 + 500 * ['drill', 'lathe', 'mill'].indexOf(machine!)
      return Number(speed) >= start - 5 && Number(speed) < start + 205
    })
    expect(fits.length).toBeGreaterThan(850)
    expect(rows.filter(([, , , torque]) => torque === '').length / 1000).toBeCloseTo(0.1, 1)
    const hot = rows.filter(([, , , torque]) => Number(torque) > 46)
    expect(hot.filter(([, , , , , failed]) => failed === 'true').length).toBeGreaterThan(
      0.9 * hot.length,
    )
  })

  test('conditions hold exactly', async () => {
    const rows = (await sampled(model, 200, { seed: 1, given: { failed: true, speed: 1111 } }))
      .slice(1)
      .map(cells)
    expect(rows.every((row) => row[2] === '1111' && row[5] === 'true')).toBe(true)
    expect(rows.filter((row) => row[1] === 'drill').length).toBeGreaterThan(120)
  })

  test('levels are re-balanced as asked', async () => {
    const rows = (
      await sampled(model, 1000, { seed: 1, rebalance: { machine: { mill: 0.8 } } })
    ).slice(1)
    expect(rows.filter((row) => cells(row)[1] === 'mill').length / 1000).toBeCloseTo(0.8, 1)
    const wrong = sampled(model, 1, { seed: 1, rebalance: { machine: { mil: 0.8 } } })
    await expect(wrong).rejects.toThrow('unknown level')
  })

  test('stops when it is told to', async () => {
    const signal = AbortSignal.abort()
    await expect(sampled(model, 10, { seed: 1, signal })).rejects.toMatchObject({
      code: 'cancelled',
    })
  })
})

describe('gaps', () => {
  test('are filled, and nothing else changes', async () => {
    const filled = await model.impute(table, { seed: 1 })
    const [before, after] = [
      columnOf(table, 'torque', 'number'),
      columnOf(filled, 'torque', 'number'),
    ]
    const isKept = (value: number, row: number): boolean =>
      Number.isNaN(value) ? !isMissingAt(after, row) : after.values[row] === value
    expect(Array.from(before.values).every(isKept)).toBe(true)
    const others = (from: Table): unknown[] =>
      ['batch', 'speed'].map((name) => from.columns.get(name))
    expect(others(filled)).toEqual(others(table))
  })
})

test('what was there stays to the last digit, also where it is finer than what was learnt', async () => {
  const torque = columnOf(table, 'torque', 'number')
  const finer = createTable([
    ...table.columns,
    ['torque', { kind: 'number', values: torque.values.map((value) => value - 0.04) }],
  ])
  const filled = columnOf(await model.impute(finer, { seed: 1 }), 'torque', 'number').values
  const before = columnOf(finer, 'torque', 'number').values
  expect(before.every((value, row) => Number.isNaN(value) || filled[row] === value)).toBe(true)
})

test('a field that never had a gap is filled as well', async () => {
  const gaps = createTable([
    ...table.columns,
    ['speed', { kind: 'number', values: new Float64Array(table.rowCount).fill(Number.NaN) }],
  ])
  const speeds = columnOf(await model.impute(gaps, { seed: 1 }), 'speed', 'number').values
  const known = columnOf(table, 'speed', 'number').values
  expect(Math.min(...speeds)).toBeGreaterThanOrEqual(Math.min(...known))
  expect(Math.max(...speeds)).toBeLessThanOrEqual(Math.max(...known))
})

describe('probabilities', () => {
  test('of a field given others sum to one and follow the data', async () => {
    const given = await model.probability('machine', { speed: 1600 })
    expect(given.reduce((total, { probability }) => total + probability, 0)).toBeCloseTo(1, 4)
    expect(given.find(({ from }) => from === 'lathe')!.probability).toBeGreaterThan(0.8)
  })

  test('a record that cannot be is more surprising than one that is usual', async () => {
    const { surprise, byField } = await model.score(table)
    const total = [...byField.values()].reduce((sum, own) => sum + own[0]!, 0)
    expect(total).toBeCloseTo(surprise[0]!, 6)
    const swapped = columnOf(table, 'machine', 'text')
    const wrong = { ...swapped, codes: swapped.codes.map((code) => (code + 1) % 3) }
    const odd = await model.score({
      ...table,
      columns: new Map(table.columns).set('machine', wrong),
    })
    const mean = (values: Float64Array): number => values.reduce((a, b) => a + b) / values.length
    expect(mean(odd.surprise)).toBeGreaterThan(mean(surprise) + 2)
  })
})

describe('parts of a record', () => {
  const others = ['machine', 'speed']

  test('what is given is known, what is not scored stays unknown', async () => {
    const known = await model.score(table, { scored: ['machine'], given: ['speed'], orders: 1 })
    const blind = await model.score(table, { scored: ['machine'], orders: 1 })
    const mean = (values: Float64Array): number => values.reduce((a, b) => a + b) / values.length
    // Three machines, and a speed that says which one.
    expect(mean(blind.surprise)).toBeGreaterThan(1)
    expect(mean(known.surprise)).toBeLessThan(0.4)
    expect(mean(known.byField.get('torque')!)).toBe(0)
    const [row] = [0]
    const codes = columnOf(table, 'machine', 'text')
    const speed = columnOf(table, 'speed', 'number').values[row]!
    const probabilities = await model.probability('machine', { speed })
    const own = probabilities.find(({ from }) => from === codes.levels[codes.codes[row]!])!
    expect(known.surprise[row]).toBeCloseTo(-Math.log(own.probability), 4)
  })

  test('an unknown name is refused', async () => {
    await expect(model.score(table, { scored: others, given: ['sped'] })).rejects.toMatchObject({
      code: 'not-found',
      hint: 'Did you mean speed?',
    })
  })
})

test('a saved model draws the same rows', async () => {
  const path = join(folder, 'model.millrace')
  await model.save(path)
  const opened = await readTableModel(path)
  expect(opened.description).toEqual(JSON.parse(JSON.stringify(model.description)))
  expect(await sampled(opened, 20, { seed: 5 })).toEqual(await sampled(model, 20, { seed: 5 }))
  expect(opened.exportOnnx().length).toBeGreaterThan(1000)
  await opened.release()
})

test('a file that is no model is refused', async () => {
  await expect(readTableModel(join(folder, 'none.millrace'))).rejects.toMatchObject({
    code: 'not-found',
  })
})
