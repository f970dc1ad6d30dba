import { expect, test } from 'vitest'
import {
  adviceLines,
  describeDriver,
  leakLines,
  outcomeLines,
  percent,
  summaryLines,
} from '../../../src/cli/commands/quality-summary.ts'
import type { QualityResult } from '../../../src/plant/quality/result.ts'
import { readQualityRecords } from '../../../src/plant/quality/quality-records.ts'
import { madeRecords, specification } from '../../plant/quality/made-records.ts'
import { sampleQuality } from '../../loop/report/sample-quality.ts'

const result = sampleQuality.result!
const said = (change: Partial<QualityResult['model']> = {}, lot?: string): string =>
  summaryLines({ ...result, model: { ...result.model, ...change } }, lot).join('\n')

test('says how the riskiest records fared, beside the scores', () => {
  const bin = { lower: 0, upper: 1 }
  const reliability = [
    { records: 900, predicted: 0.01, observed: { ...bin, estimate: 0.012 } },
    { records: 100, predicted: 0.3, observed: { ...bin, estimate: 0.32 } },
  ]
  expect(said({ reliability })).toMatch(
    'the 100 riskiest: 30.0% predicted to fail, 32.0% did; the 900 safest: 1.0% predicted to fail, 1.2% did',
  )
})

test('warns where the model knows no more than the share of failures', () => {
  const { baseline } = result.model
  expect(said({ scores: baseline })).toMatch('these records do not tell failures')
  expect(said()).not.toMatch('these records do not tell failures')
})

test('names the models for which there was no time', () => {
  expect(said({ untried: ['random forest of pairs'] })).toMatch('left out: random forest of pairs')
  expect(said()).not.toMatch('left out')
})

test('speaks of lots only where there are lots', () => {
  expect(said({}, 'lot')).toMatch(/^next lot: /m)
  expect(said()).toMatch(/^next \d+ records: /m)
})

test('each way of inspecting stands with what it costs more', () => {
  const lines = said().split('\n')
  const first = lines.findIndex((line) => line.startsWith('  as proposed: '))
  expect(lines[first + 1]).toMatch(
    /^ {2}all: .+, \d+ (more|less) than the proposal \(90%: \d+ to \d+\)/,
  )
})

test('advice without a change is its reason alone', () => {
  const advice = { ...result.advice!, changes: [], reason: 'nothing helps' }
  expect(adviceLines(advice)).toEqual(['nothing helps'])
  expect(adviceLines(result.advice!).at(-1)).toMatch('which saves')
})

test('columns that tell the outcome are named with what to do about them', () => {
  expect(leakLines([])).toEqual([])
  expect(
    leakLines([
      { column: 'retest', kind: 'alone', areaUnderRoc: 0.9987 },
      { column: 'defect', kind: 'level', level: '', records: 90, failing: 89 },
    ]),
  ).toEqual([
    'warning: Column retest tells the outcome nearly alone (AUC 0.999).',
    'warning: Column defect: 89 of 90 records without a value failed.',
    '  If these are known only once the verdict is, all figures here are too good: fit again with --ignore retest,defect (in plant.yaml: ignore)',
  ])
})

test('a driver is told with the values of fewest and most failures', () => {
  const interval = { estimate: 0.041, lower: 0.03, upper: 0.05 }
  const torque = { column: 'torque', isSetting: true, importance: interval }
  const whatIfs = [
    { value: 41.23456, failureProbability: 0.05 },
    { value: 35.1, failureProbability: 0.031 },
    { value: 50, failureProbability: 0.21 },
  ]
  expect(describeDriver({ ...torque, whatIfs })).toBe(
    'torque: 0.0410; failures predicted: 3.1% at 35.1 to 21.0% at 50',
  )
  const near = whatIfs.map((whatIf, i) => ({ ...whatIf, value: 2388.01 + 0.09 * i }))
  expect(describeDriver({ ...torque, whatIfs: near })).toMatch('3.1% at 2388.1 to 21.0% at 2388.2')
  expect(describeDriver({ ...torque, whatIfs: [] })).toBe('torque: 0.0410')
})

test('shares are printed as percentages', () => expect(percent(0.1234)).toBe('12.3%'))

test('every level stands with what it counts as, and a misspelt one is warned of', () => {
  const table = madeRecords(300)
  const [fails, ...others] = outcomeLines(
    readQualityRecords(table, { ...specification, failing: ['scrap', 'melted'] }),
  )
  expect(fails).toMatch(
    /^result: fails with scrap \(\d+\), melted \(0\); passes with good \(\d+\)$/,
  )
  expect(others).toEqual([])
  const levels = { kind: 'text', levels: ['scrap', 'Scrap '], codes: new Int32Array(300) } as const
  levels.codes.fill(1, 40)
  const columns = new Map(table.columns).set('result', levels)
  const [, warning] = outcomeLines(readQualityRecords({ ...table, columns }, specification))
  expect(warning).toMatch('"Scrap " passes, and only its letters or blanks tell it from "scrap"')
})

test('a measurement is told by its sides', () => {
  const { failing: _, ...open } = specification
  const measured = { ...open, outcome: 'bore', limits: { upper: 20.5 } }
  expect(outcomeLines(readQualityRecords(madeRecords(300), measured))[0]).toMatch(
    /^bore: of 300 records \d+ above 20.5$/,
  )
})

test('drivers within chance are not shown', () => {
  const importance = { estimate: 0.001, lower: -0.001, upper: 0.003 }
  const drivers = result.drivers.map((driver) => ({ ...driver, importance }))
  expect(summaryLines({ ...result, drivers }, undefined).join('\n')).toMatch(
    'no column makes a difference beyond chance',
  )
})
