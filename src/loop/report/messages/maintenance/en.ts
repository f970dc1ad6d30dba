// The sentences of a report on machines, in English.

import {
  fleetSentence,
  machineSentence,
  type FleetRemark,
  type MachineRemark,
} from '../../../../plant/maintenance/remarks.ts'
import { orderSentence } from '../../../../plant/maintenance/order-sentence.ts'
import type { OrderCause } from '../../../../plant/maintenance/result.ts'
import { ruleName, type UsualRule } from '../../../../plant/maintenance/policy-evidence.ts'

export const maintenanceEn = {
  heading: 'The machines',
  headingOf: (fleet: string) => `Machines: ${fleet}`,
  pageMachines: (machines: string) => `${machines} machines`,
  lead: (machines: string, horizon: string, services: string, failures: string) =>
    `${machines} machines over the next ${horizon}: ${services} services are planned, and ${failures} failures are still expected.`,
  firm: (firmPeriods: string, services: string) =>
    `Firm within the next ${firmPeriods}: ${services}. Later dates are provisional and set anew as more is known.`,
  cost: (total: string) =>
    ` Failures, services, parts and lost production are expected to cost ${total}.`,
  gap: (gap: string) =>
    ` Neither the firm orders nor the provisional dates could cost more than ${gap} less.`,
  costs: {
    heading: 'Expected cost over the horizon',
    failures: 'Failures',
    services: 'Services',
    lostProduction: 'Lost production',
    parts: 'Parts',
    visits: 'Visits of crews',
    total: 'In all',
  },

  orders: {
    heading: 'Services to order',
    none: 'No service is worth its cost within the horizon.',
    machine: 'Machine',
    when: 'When',
    firm: 'firm',
    provisional: 'provisional',
    at: { number: 'At cycle', time: 'On' },
    risk: 'Risk before',
    without: 'Without it',
    note: 'Risk before: of failing before the service. Without it: the expected cost that no service at all would add.',
    reason: (cause: OrderCause, money: (amount: number) => string) => orderSentence(cause, money),
  },

  /** A period by its name: the plant's own, or counted. */
  period: (label: string) => label,
  calendar: {
    heading: 'Services and production',
    headingAlone: 'Services over time',
    title: 'Calendar of services',
    note: 'Darker: likelier to have failed by then without a service.',
    bars: ' Grey bars: load of production.',
    risk: 'risk of failure',
    service: 'service, firm',
    provisional: 'provisional date',
    load: 'load of production',
    period: 'Period',
    services: 'Services',
    failures: 'Failures expected',
    parts: 'Parts in stock',
    arriving: 'Parts arriving',
    ordered: 'Parts ordered',
    more: (n: string) => `${n} more machines are in report.json.`,
  },

  ranking: {
    heading: 'Health and risk',
    verdict: (machine: string, health: string, risk: string, period: string) =>
      `The most urgent is ${machine}: health ${health}, ${risk} likely to fail by ${period} without a service.`,
    machine: 'Machine',
    age: { number: 'Cycle', time: 'Seen until' },
    health: 'Health',
    life: 'Remaining life (90%)',
    soon: (period: string) => `Fails by ${period}`,
    within: (low: string, high: string) => `${low} to ${high}`,
    alert: 'alert',
    unfamiliar: 'outside of what was learned',
    note: {
      number:
        'Health is the median remaining life as a share of that of a machine as good as new. Remaining life is in cycles of the file.',
      time: 'Health is the median remaining life as a share of that of a machine as good as new. Remaining life is in hours.',
    },
    driver: {
      number: (channel: string, cycles: string, deviation: string) =>
        `${channel} ${cycles} cycles (${deviation} sd)`,
      time: (channel: string, hours: string, deviation: string) =>
        `${channel} ${hours} hours (${deviation} sd)`,
    },
    driversNote:
      'Under a machine: the channels that make its remaining life short, by how much each takes from the median against a machine of its age with healthy readings, and how far its newest readings are from these, in standard deviations.',
  },

  fans: {
    heading: 'Remaining life as each machine ran',
    note: {
      number: (cycles: string) =>
        `Cycles left, over the cycles of the machine; ${cycles} cycles make a period.`,
      time: (hours: string) => `Hours left, over time; ${hours} hours make a period.`,
    },
    median: 'median',
    half: '5 of 10',
    most: '9 of 10',
    cycle: { number: 'Cycle', time: 'Time' },
    left: { number: 'cycles left', time: 'hours left' },
  },

  alerts: {
    heading: 'Alerts',
    none: 'No machine stands out.',
    raised: {
      number: (machine: string, cycle: string, level: string) =>
        `${machine}: since cycle ${cycle}, now at ${level} times the limit`,
      time: (machine: string, time: string, level: string) =>
        `${machine}: since ${time}, now at ${level} times the limit`,
    },
    channel: (channel: string, deviation: string) => `${channel} ${deviation} sd`,
    note: 'One alert per machine. sd: standard deviations of healthy machines under the same conditions.',
  },

  survival: {
    heading: 'How long they last',
    note: (lives: string, failures: string) =>
      `Share still running at an age, from ${lives} lives with ${failures} failures; the others were ended before, and count as such.`,
    seen: 'seen (Kaplan-Meier)',
    interval: (share: string) => `${share} interval`,
    weibull: 'Weibull',
    age: { number: 'Age in cycles', time: 'Age in hours' },
    alive: 'Still running',
  },

  causes: {
    heading: 'Causes of failures',
    cause: 'Cause',
    failures: 'Failures',
    share: 'Share',
    cumulative: 'With all before it',
    machines: 'Machines',
    untold: 'not told',
    note: 'A Pareto of causes, as the events tell them: what stands first is worth a remedy first.',
  },

  evidence: {
    heading: 'What it would have cost on past lives',
    /** Where too few lives ended in a failure. */
    none: 'Too few of its lives ended in a failure to tell what ways to maintain would have cost, so nothing is claimed here about the past.',
    lead: (lives: string, leftOut: string) =>
      `${lives} lives that ended in a failure were lived again, each told by a model that had not seen it, with decisions taken anew each period and this fleet’s costs, crews and parts. The numbers of the usual ways were set on one half of the lives and judged on the other. ${leftOut} lives that ended otherwise or still go on are not among them, because nobody knows how long they would have been: where many machines are serviced early, the lives lived again are shorter than usual.`,
    stands: (difference: string, isLess: boolean, rule: string) =>
      `On this fleet’s own past lives the plan cost ${difference} ${isLess ? 'less' : 'more'} per machine and period than the best of the usual ways (${rule}).`,
    isUnsure: ' That is within what chance explains, so the plan stands.',
    followed: (rule: string) =>
      `On this fleet’s own past lives “${rule}” cost less than the plan by more than chance explains: it is followed, until the evidence changes.`,
    way: 'Way to maintain',
    cost: 'Cost per machine and period',
    less: 'Plan against it (90%)',
    failures: 'Failures per 100',
    services: 'Services per 100',
    wasted: 'Life thrown away',
    plan: 'plan of services',
    rule: (rule: UsualRule) => ruleName(rule),
    note: 'Per 100: machines and periods. The interval counts each life once.',
  },

  past: {
    heading: 'What came of earlier plans',
    failures: (
      plans: string,
      machines: string,
      expected: string,
      failures: string,
      low: string,
      high: string,
    ) =>
      `Earlier plans judged so far: ${plans}, with ${machines} stated risks. By these, ${expected} failures were expected, and ${failures} came (9 times in 10: ${low} to ${high}).`,
    verdict: {
      low: ' The stated risks were too low.',
      right: ' That agrees with the stated risks.',
      high: ' The stated risks were too high.',
    },
    orders: (due: string, serviced: string, failed: string, unordered: string) =>
      ` Firm orders that fell due: ${due} (carried out: ${serviced}; failed before: ${failed}). Services without an order: ${unordered}.`,
    cost: (expected: string, realised: string) =>
      ` Failures and services were expected to cost ${expected} and cost ${realised}.`,
    groups: 'Stated risks and failures',
    stated: 'Stated risk of the next period',
    range: (from: string, to: string) => `${from} to ${to}`,
    machines: 'Machines',
    expected: 'Failures expected',
    seen: 'Failures',
    note: 'Each plan is judged by what the events say up to the next run. Costs are counted at the usual load of production.',
  },

  trust: 'Can this be trusted?',
  notes: 'To know',
  fleetRemark: (remark: FleetRemark) => fleetSentence(remark),
  machineRemark: (machine: string, remark: MachineRemark) =>
    remark.code === 'older-than-seen'
      ? machineSentence(remark)
      : `${machine}: ${machineSentence(remark)}`,
}

export type MaintenanceMessages = typeof maintenanceEn
