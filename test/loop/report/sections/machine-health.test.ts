import { describe, expect, test } from 'vitest'
import { formatCycle, machineHealth } from '../../../../src/loop/report/sections/machine-health.ts'
import { sampleFleet } from '../sample-fleet.ts'

const result = sampleFleet.result!
const text = machineHealth(result, 'f').html

describe('health of machines', () => {
  test('names the most urgent machine before it is opened', () => {
    const [summary] = text.split('</summary>')
    expect(summary).toContain(`The most urgent is ${result.machines[0]!.machine}: health`)
    expect(summary).toContain(`最紧迫的是 ${result.machines[0]!.machine}`)
  })

  test('a fleet without machines has no verdict', () => {
    expect(machineHealth({ ...result, machines: [] }, 'f').html).not.toContain('verdict')
  })

  test('has a row for each machine, with its remaining life', () => {
    const table = text.slice(text.indexOf('<tbody>'), text.indexOf('</tbody>'))
    expect(table.match(/<tr>/g)).toHaveLength(result.machines.length)
  })
})

test('a cycle is a count, or a moment where cycles are times', () => {
  expect(formatCycle(1234, 'number')).toBe('1,234')
  expect(formatCycle(Date.UTC(2026, 0, 2) / 36e5, 'time')).toContain('2026-01-02')
})
