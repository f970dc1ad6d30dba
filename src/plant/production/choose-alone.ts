// Items that share nothing are decided one by one: each gets a policy, which reacts to every scenario by itself.

import { createPause } from '../../progress.ts'
import { bestOf, proposedNote, unsearched, type ChooseOptions, type Chosen } from './choice.ts'
import { emptyDecision } from './decision.ts'
import { evaluateDecision } from './evaluate.ts'
import type { ProductionRecords } from './records.ts'
import { choosePolicy, type ReplenishmentPolicy } from './replenishment.ts'
import { allocateService } from './service-allocation.ts'

/**
 * A policy for each item, or what a usual rule would do where that is better.
 * @throws MillraceError `cancelled`.
 */
export async function chooseAlone(
  records: ProductionRecords,
  _seed: number,
  { rules = [], signal }: ChooseOptions,
): Promise<Chosen> {
  const decision = { ...emptyDecision(records), policies: policiesOf(records) }
  const own = { name: 'policies', decision, ...evaluateDecision(records, decision) }
  const baselines = []
  const pause = createPause({ signal })
  for (const rule of rules) {
    await pause('choose')
    const { name } = rule
    const other = rule.decide(records)
    baselines.push({ name, decision: other, ...evaluateDecision(records, other) })
  }
  const best = bestOf(records, [own, ...baselines])
  const notes = best === own ? [] : [proposedNote(best.name)]
  return { ...unsearched, decision: best.decision, operated: best, baselines, notes }
}

/** Reorder points and lots of the items that are decided alone; undefined for the others. */
export function policiesOf(
  records: ProductionRecords,
  periods = records.periodCount,
): (ReplenishmentPolicy | undefined)[] {
  const { items, scenarioCount, steps, plant } = records
  const { service } = plant.file.planning
  const chances = service && allocateService(records, service)
  return items.map((record, index) =>
    record.isLinked
      ? undefined
      : choosePolicy(record, scenarioCount, steps.length, periods, chances?.[index]),
  )
}
