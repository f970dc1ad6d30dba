// Reads a Trigeiro, Thomas & McClain (1989) instance: capacitated lot sizing with setup times, one machine.

import type { LotSizingProblem } from '../../src/solvers/lot-sizing/problem.ts'

/** Format: shared/data/lot-sizing/SOURCE.md. Numbers after the demands are remarks and ignored. */
export function parseTrigeiro(text: string): LotSizingProblem {
  const numbers = text.trim().split(/\s+/)
  let position = 0
  const next = (): number => Number(numbers[position++])
  const itemCount = next()
  const periods = next()
  const unitCost = next()
  const hours = next()
  const head = Array.from({ length: itemCount }, () => ({
    hoursPerUnit: next(),
    holdingCost: next(),
    setupHours: next(),
    setupCost: next(),
  }))
  const scenarios = head.map(() => new Float64Array(periods))
  for (let t = 0; t < periods; t++) for (const demand of scenarios) demand[t] = next()
  return {
    periods,
    scenarioCount: 1,
    resources: [{ name: 'machine', hours: new Array<number>(periods).fill(hours) }],
    items: head.map(({ hoursPerUnit, holdingCost, setupHours, setupCost }, i) => ({
      name: `item ${i + 1}`,
      // One unit cost for all: what is made in total is given, so it would only add a constant.
      unitCost: unitCost * 0,
      setupCost,
      holdingCost,
      leadTime: 0,
      components: [],
      usage: [{ resource: 0, hoursPerUnit, setupHours }],
      initialStock: 0,
      demand: { scenarios: scenarios[i]!, price: 0, shortage: { kind: 'forbidden' } },
    })),
  }
}
