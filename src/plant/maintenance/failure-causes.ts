// What failures came from: the Pareto of causes, which says where a remedy would save most.

export interface FailureCause {
  /** As the events tell it; empty for failures without one. */
  readonly cause: string
  readonly failures: number
  /** Machines that it befell. */
  readonly machines: number
  /** Of all failures, and with all causes before it. */
  readonly share: number
  readonly cumulativeShare: number
}

/** What happened to a machine, and why. */
export interface CausedEvents {
  readonly machine: string
  readonly events: readonly { readonly event: string; readonly cause: string }[]
}

/** The most frequent first, failures without a cause last; none where no event tells a cause. */
export function failureCauses(machines: readonly CausedEvents[]): readonly FailureCause[] {
  const byCause = new Map<string, { failures: number; readonly machines: Set<string> }>()
  let all = 0
  for (const { machine, events } of machines) {
    for (const { event, cause } of events) {
      if (event !== 'failure') continue
      all++
      const own = byCause.get(cause) ?? { failures: 0, machines: new Set<string>() }
      own.failures++
      own.machines.add(machine)
      byCause.set(cause, own)
    }
  }
  if ([...byCause.keys()].every((cause) => cause === '')) return []
  let before = 0
  return [...byCause]
    .sort(([a, one], [b, other]) => {
      const isUntold = Number(a === '') - Number(b === '')
      return isUntold || other.failures - one.failures || (a < b ? -1 : 1)
    })
    .map(([cause, { failures, machines: befallen }]) => {
      before += failures
      return {
        cause,
        failures,
        machines: befallen.size,
        share: failures / all,
        cumulativeShare: before / all,
      }
    })
}
