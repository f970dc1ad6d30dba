import { describe, expect, test } from 'vitest'
import { maintenanceSection } from '../../../../src/loop/report/sections/maintenance.ts'
import { sampleFleet } from '../sample-fleet.ts'
import { sampleContent } from '../sample-content.ts'

const result = sampleFleet.result!
const text = maintenanceSection(sampleContent).html

describe('maintenance', () => {
  test('begins with what is planned and what it costs, in both languages', () => {
    expect(text).toContain('6 machines over the next 26 weeks: 5 services are planned')
    expect(text).toContain('are expected to cost €9,650.')
    expect(text).toContain(
      'Neither the firm orders nor the provisional dates could cost more than 0.4% less',
    )
    expect(text).toContain('6 台设备计划维护 5 次')
  })

  test('what is firm is told from what is provisional', () => {
    expect(text).toContain('Firm within the next 4 weeks: 1. Later dates are provisional')
    expect(text).toContain('未来 4 周内已确定维护 1 次')
    const statuses = [...text.matchAll(/>(firm|provisional)</g)].map((match) => match[1])
    expect(statuses).toEqual(['firm', ...Array<string>(4).fill('provisional')])
  })

  test('orders are told in the order of time, with why then', () => {
    const part = text.slice(
      text.indexOf('Services to order'),
      text.indexOf('Services and production'),
    )
    const order = [...part.matchAll(/class="item">([^<]+)</g)].map((match) => match[1])
    expect(order).toEqual(['spindle-1', 'spindle-2', 'spindle-3', 'spindle-4', 'spindle-5'])
    expect(part).toContain(
      'waiting a period longer costs €135 more: the risk of failing rises from 2% to 40%',
    )
    expect(part).toContain('2026-10-05 可少花 €21，但那时维修人手已占满')
  })

  test('a machine with an alert, or outside of what was learned, is marked', () => {
    expect(text).toContain('spindle-1: since cycle 741, now at 2.3 times the limit')
    expect(text).toContain('vibration 8.1 sd, temperature 4.4 sd')
    expect(text).toContain('outside of what was learned')
    expect(text).toContain('spindle-5: noise: no reading in the newest cycles, left out')
    expect(text).toContain('spindle-5：noise 最近没有读数，未采用')
  })

  test('a machine says what makes its life short, in both languages', () => {
    expect(text).toContain('vibration −101 cycles (3.4 sd), temperature −25 cycles (1.2 sd)')
    expect(text).toContain('vibration −101 周期（3.4 个标准差）')
    expect(text).toContain('Causes of failures')
  })

  test('cycles that are times stand as dates and lengths as hours', () => {
    const hours = Date.UTC(2024, 2, 5) / 3_600_000
    const timed = {
      ...result,
      cycleKind: 'time' as const,
      machines: result.machines.map((machine) => ({ ...machine, cycle: hours })),
    }
    const { html } = maintenanceSection({
      ...sampleContent,
      maintenance: [{ ...sampleFleet, result: timed }],
    })
    expect(html).toContain('2024-03-05')
    expect(html).toContain('hours left')
    expect(html).not.toContain('cycles left')
  })

  test('has a fan per machine, the calendar and the survival curve', () => {
    expect(text.match(/id="fleet-0-life-\d+"/g)).toHaveLength(result.machines.length)
    expect(text).toContain('id="fleet-0-calendar"')
    expect(text).toContain('Weibull (4.1; 171)')
  })

  test('says so where there is nothing to do', () => {
    const calm = {
      ...result,
      survival: null,
      notes: [],
      codedNotes: [],
      machines: result.machines.map((machine) => ({
        ...machine,
        alert: null,
        workOrder: null,
        remarks: [],
        codedRemarks: [],
        fan: [],
      })),
    }
    const told = maintenanceSection({
      ...sampleContent,
      maintenance: [{ ...sampleFleet, result: calm }],
    }).html
    expect(told).toContain('No service is worth its cost')
    expect(told).toContain('No machine stands out')
    expect(told).not.toMatch(/NaN|undefined/)
  })

  test('says what came of earlier plans, and nothing where none were judged', () => {
    expect(text).toContain('2.3 failures were expected, and 2 came (9 times in 10: 0 to 5)')
    const told = maintenanceSection({
      ...sampleContent,
      maintenance: [{ ...sampleFleet, past: null }],
    }).html
    expect(told).not.toContain('earlier plans')
  })

  test('says why nothing was learnt', () => {
    const fleet = {
      fleet: 'saws',
      result: null,
      findings: [],
      past: null,
      problem: 'data/saws.csv: no failure yet',
    }
    const told = maintenanceSection({ ...sampleContent, maintenance: [fleet] }).html
    expect(told).toContain('data/saws.csv: no failure yet')
  })
})
