// What a person should know of a machine or of a fleet: each remark with its code and figures, and as an
// English sentence.

/** Why a machine is not familiar, or what was made up for. */
export type MachineRemark =
  | {
      readonly code: 'older-than-seen'
      readonly machine: string
      readonly age: number
      readonly oldest: number
    }
  | { readonly code: 'older-than-learned'; readonly age: number; readonly oldest: number }
  | { readonly code: 'few-cycles'; readonly cycles: number; readonly fewest: number }
  /** `conditions` such as `speed = 9000`, in `rows` of the newest `newest`. */
  | {
      readonly code: 'unseen-conditions'
      readonly conditions: string
      readonly rows: number
      readonly newest: number
    }
  | { readonly code: 'channels-missing'; readonly missing: number; readonly all: number }
  | { readonly code: 'out-of-range'; readonly channels: readonly string[] }
  | { readonly code: 'unusual-together' }
  | {
      readonly code: 'stuck'
      readonly channel: string
      readonly value: number
      readonly since: number
    }
  | { readonly code: 'no-reading'; readonly channel: string }

export type FleetRemark =
  /** No networks were trained: for want of time, or for the problem that is told in English. */
  | { readonly code: 'ages-alone'; readonly problem: string | null }
  /** Beside what sensors say; `percent` is of ages. */
  | { readonly code: 'ages-shared'; readonly failures: number; readonly percent: number }
  | { readonly code: 'awaiting-repair'; readonly machines: readonly string[] }
  | { readonly code: 'rate-unknown'; readonly healthyCycles: number; readonly rate: number }
  | { readonly code: 'nothing-moves'; readonly channels: readonly string[] }
  | { readonly code: 'no-failure'; readonly fleet: string }
  /** Readings that end longer than a period before the newest of the fleet. */
  | { readonly code: 'not-seen-lately'; readonly machines: readonly string[] }
  /** No service can be worth its cost. */
  | { readonly code: 'cheap-failure'; readonly failure: number; readonly service: number }
  /** Periods that do not fit the lives: half of them reached `typicalAge`. */
  | {
      readonly code: 'odd-periods'
      readonly cyclesPerPeriod: number
      readonly periods: number
      readonly typicalAge: number
    }
  /** To tell ways to maintain apart. */
  | { readonly code: 'few-past-lives'; readonly lives: number; readonly fewest: number }

export function machineSentence(remark: MachineRemark): string {
  switch (remark.code) {
    case 'older-than-seen':
      return `${remark.machine}: age ${short(remark.age)} was never seen, the oldest life was ${short(remark.oldest)} cycles`
    case 'older-than-learned':
      return `an age of ${short(remark.age)} cycles, beyond the oldest that was learned, ${short(remark.oldest)}`
    case 'few-cycles':
      return `only ${remark.cycles} cycles were seen, expected at least ${remark.fewest}`
    case 'unseen-conditions':
      return `operating conditions that were never seen (${remark.conditions}) in ${remark.rows} of the newest ${remark.newest} cycles, which are left out`
    case 'channels-missing':
      return `${remark.missing} of ${remark.all} channels are missing`
    case 'out-of-range':
      return `${remark.channels.join(', ')}: outside of the range that was learned`
    case 'unusual-together':
      return 'the channels stand to each other as they never did in what was learned'
    case 'stuck':
      return `${remark.channel}: stuck at ${remark.value} since cycle ${remark.since}, left out`
    case 'no-reading':
      return `${remark.channel}: no reading in the newest cycles, left out`
    default:
      return remark satisfies never
  }
}

function listed(machines: readonly string[]): string {
  return `${machines.slice(0, 12).join(', ')}${machines.length > 12 ? ` and ${machines.length - 12} more` : ''}`
}

/** A tenth of a cycle is more than anyone reads. */
export function short(cycles: number): number {
  return Math.round(10 * cycles) / 10
}

export function fleetSentence(remark: FleetRemark): string {
  switch (remark.code) {
    case 'ages-alone':
      return `Lives are known from ages alone: ${remark.problem ?? 'there is no time for training networks.'}`
    case 'ages-shared':
      return `Of lives, ages alone say ${remark.percent}% and sensors the rest: after ${remark.failures} failures that was best on machines left out`
    case 'awaiting-repair':
      return `${listed(remark.machines)}: failed and not running since, repaired before any service`
    case 'rate-unknown':
      return `alerts: ${remark.healthyCycles} cycles of healthy machines are too few to promise ${remark.rate} false alarms per 1,000; the limit raises none in them`
    case 'nothing-moves':
      return `alerts: no channel moves while machines are healthy, expected at least one of ${remark.channels.join(', ')}`
    case 'no-failure':
      return `fleet ${remark.fleet}: no failure was seen yet, so there is no survival curve`
    case 'not-seen-lately':
      return `${listed(remark.machines)}: last seen more than a period before the others; their plan counts from then`
    case 'cheap-failure':
      return `a failure costs ${remark.failure}, no more than a service with ${remark.service}, hours lost included: no service can be worth it`
    case 'odd-periods':
      return `a period is ${remark.cyclesPerPeriod} cycles long and ${remark.periods} are planned, while half of the lives seen reached ${Math.round(remark.typicalAge)} cycles: is cycles_per_period right?`
    case 'few-past-lives':
      return `whether this plan costs less than usual ways to maintain cannot be told from the past: ${remark.lives} lives ended in a failure, expected at least ${remark.fewest}`
    default:
      return remark satisfies never
  }
}
