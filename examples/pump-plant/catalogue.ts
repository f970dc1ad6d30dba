// What the pump plant makes, from what, on which machines, and how its customers buy.

/** Weekly demand of a pump: level x trend x season x promotion, negative binomial around it. */
export interface RegularDemand {
  readonly kind: 'regular'
  /** Units in a week of average season, at the end of the history. */
  readonly level: number
  /** Growth per year, as a fraction. */
  readonly growth: number
  /** Height of the season as a fraction of the level, and the week of the year at its top. */
  readonly season: number
  readonly peakWeek: number
  /** Demand in a week of promotion, as a multiple. */
  readonly promotionLift: number
  /** Standard deviation of a week around its mean, as a fraction, beyond Poisson. */
  readonly spread: number
  /** Weeks since the launch; the whole history where it is absent. */
  readonly weeksOnSale?: number
}

/** Spares: most weeks nothing, sometimes an order of a few. */
export interface IntermittentDemand {
  readonly kind: 'intermittent'
  /** Chance of an order in a week. */
  readonly chance: number
  /** Mean units of an order. */
  readonly size: number
}

export interface Item {
  readonly id: string
  readonly description: string
  readonly supply: 'make' | 'buy'
  /** Sales price; components are not sold. */
  readonly price?: number
  /** Cost of a bought unit, or of what making adds beside its components. */
  readonly addedCost: number
  readonly shortage?: 'backorder' | 'lost_sale'
  readonly serviceLevel?: number
  /** Weeks of average need in stock today. */
  readonly stockWeeks: number
  readonly leadTimeWeeks: number
  readonly minimumLot?: number
  readonly lotMultiple?: number
  readonly fixedCost: number
  readonly demand?: RegularDemand | IntermittentDemand
  /** Component and quantity in one unit. */
  readonly components?: Readonly<Record<string, number>>
  /** Resource, hours per unit, hours per setup. */
  readonly routing?: readonly [resource: string, hoursPerUnit: number, setupHours: number]
}

export interface Resource {
  readonly id: string
  readonly hours: number
  readonly overtimeHours: number
  readonly overtimeCost: number
}

export const resources: readonly Resource[] = [
  { id: 'machining', hours: 94, overtimeHours: 16, overtimeCost: 52 },
  { id: 'assembly', hours: 136, overtimeHours: 24, overtimeCost: 41 },
]

const pumps: readonly Item[] = [
  {
    id: 'CP-25',
    description: 'Circulation pump 25-40',
    supply: 'make',
    price: 148,
    addedCost: 6,
    shortage: 'backorder',
    stockWeeks: 1.6,
    leadTimeWeeks: 0,
    fixedCost: 0,
    demand: {
      kind: 'regular',
      level: 92,
      growth: 0.03,
      season: 0.55,
      peakWeek: 47,
      promotionLift: 1.5,
      spread: 0.14,
    },
    components: { 'casing-small': 1, impeller: 1, shaft: 1, 'motor-small': 1, seal: 1 },
    routing: ['assembly', 0.25, 0],
  },
  {
    id: 'CP-32',
    description: 'Circulation pump 32-60',
    supply: 'make',
    price: 236,
    addedCost: 8,
    shortage: 'backorder',
    stockWeeks: 1.6,
    leadTimeWeeks: 0,
    fixedCost: 0,
    demand: {
      kind: 'regular',
      level: 46,
      growth: 0.05,
      season: 0.5,
      peakWeek: 47,
      promotionLift: 1.35,
      spread: 0.16,
    },
    components: { 'casing-small': 1, impeller: 2, shaft: 1, 'motor-small': 1, seal: 1 },
    routing: ['assembly', 0.3, 0],
  },
  {
    id: 'WP-4',
    description: 'Well pump 4 inch',
    supply: 'make',
    price: 412,
    addedCost: 14,
    shortage: 'backorder',
    stockWeeks: 1.2,
    leadTimeWeeks: 0,
    fixedCost: 0,
    demand: {
      kind: 'regular',
      level: 24,
      growth: 0.02,
      season: 0.4,
      peakWeek: 24,
      promotionLift: 1.3,
      spread: 0.18,
    },
    components: { 'casing-large': 1, impeller: 3, shaft: 1, 'motor-large': 1, seal: 1 },
    routing: ['assembly', 0.6, 0],
  },
  {
    id: 'DP-10',
    description: 'Drainage pump',
    supply: 'make',
    price: 129,
    addedCost: 5,
    shortage: 'backorder',
    serviceLevel: 0.9,
    stockWeeks: 1.4,
    leadTimeWeeks: 0,
    fixedCost: 0,
    demand: {
      kind: 'regular',
      level: 50,
      growth: -0.04,
      season: 0.25,
      peakWeek: 13,
      promotionLift: 1.9,
      spread: 0.22,
    },
    components: { 'casing-small': 1, impeller: 1, shaft: 1, 'motor-small': 1, seal: 1 },
    routing: ['assembly', 0.22, 0],
  },
  {
    id: 'BS-2',
    description: 'Booster set, two pumps',
    supply: 'make',
    price: 935,
    addedCost: 32,
    shortage: 'backorder',
    serviceLevel: 0.97,
    stockWeeks: 1.2,
    leadTimeWeeks: 1,
    fixedCost: 0,
    demand: {
      kind: 'regular',
      level: 15,
      growth: 0.14,
      season: 0.12,
      peakWeek: 20,
      promotionLift: 1,
      spread: 0.2,
    },
    components: { 'casing-large': 2, impeller: 4, shaft: 2, 'motor-large': 2, seal: 2 },
    routing: ['assembly', 1.2, 0],
  },
  {
    id: 'BS-2V',
    description: 'Booster set, variable speed',
    supply: 'make',
    price: 1290,
    addedCost: 38,
    shortage: 'backorder',
    serviceLevel: 0.97,
    stockWeeks: 1,
    leadTimeWeeks: 1,
    fixedCost: 0,
    demand: {
      kind: 'regular',
      level: 9,
      growth: 0.6,
      season: 0.1,
      peakWeek: 20,
      promotionLift: 1,
      spread: 0.22,
      weeksOnSale: 61,
    },
    components: {
      'casing-large': 2,
      impeller: 4,
      shaft: 2,
      'motor-large': 2,
      seal: 2,
      controller: 1,
    },
    routing: ['assembly', 1.5, 0],
  },
]

const spares: readonly Item[] = [
  {
    id: 'SP-seal',
    description: 'Spare: shaft seal kit',
    supply: 'make',
    price: 39,
    addedCost: 1.5,
    shortage: 'backorder',
    stockWeeks: 4,
    leadTimeWeeks: 0,
    fixedCost: 0,
    demand: { kind: 'intermittent', chance: 0.45, size: 9 },
    components: { seal: 2 },
    routing: ['assembly', 0.04, 0],
  },
  {
    id: 'SP-impeller',
    description: 'Spare: impeller set',
    supply: 'make',
    price: 68,
    addedCost: 1.5,
    shortage: 'backorder',
    stockWeeks: 5,
    leadTimeWeeks: 0,
    fixedCost: 0,
    demand: { kind: 'intermittent', chance: 0.26, size: 4 },
    components: { impeller: 2 },
    routing: ['assembly', 0.05, 0],
  },
  {
    id: 'SP-bearing',
    description: 'Spare: bearing set',
    supply: 'buy',
    price: 31,
    addedCost: 9.5,
    shortage: 'lost_sale',
    stockWeeks: 6,
    leadTimeWeeks: 3,
    minimumLot: 10,
    lotMultiple: 5,
    fixedCost: 25,
    demand: { kind: 'intermittent', chance: 0.3, size: 5 },
  },
  {
    id: 'SP-controller',
    description: 'Spare: control board',
    supply: 'make',
    price: 245,
    addedCost: 2,
    shortage: 'backorder',
    stockWeeks: 8,
    leadTimeWeeks: 0,
    fixedCost: 0,
    demand: { kind: 'intermittent', chance: 0.16, size: 2 },
    components: { controller: 1 },
    routing: ['assembly', 0.1, 0],
  },
]

const components: readonly Item[] = [
  {
    id: 'casing-small',
    description: 'Casing, small, machined',
    supply: 'make',
    addedCost: 2.5,
    stockWeeks: 0.8,
    leadTimeWeeks: 0,
    fixedCost: 20,
    components: { 'casting-small': 1 },
    routing: ['machining', 0.13, 2],
  },
  {
    id: 'casing-large',
    description: 'Casing, large, machined',
    supply: 'make',
    addedCost: 5,
    stockWeeks: 0.8,
    leadTimeWeeks: 0,
    fixedCost: 25,
    components: { 'casting-large': 1 },
    routing: ['machining', 0.22, 2.5],
  },
  {
    id: 'impeller',
    description: 'Impeller, machined',
    supply: 'make',
    addedCost: 1,
    stockWeeks: 0.8,
    leadTimeWeeks: 0,
    fixedCost: 12,
    components: { 'impeller-blank': 1 },
    routing: ['machining', 0.035, 1],
  },
  {
    id: 'shaft',
    description: 'Shaft, turned',
    supply: 'make',
    addedCost: 1,
    stockWeeks: 0.8,
    leadTimeWeeks: 0,
    fixedCost: 12,
    components: { 'bar-steel': 0.4 },
    routing: ['machining', 0.045, 1],
  },
  purchased('casting-small', 'Casting, small', 11, 4, 200, 50, 120),
  purchased('casting-large', 'Casting, large', 34, 4, 60, 20, 120),
  purchased('impeller-blank', 'Impeller blank', 5.5, 3, 500, 100, 60),
  purchased('bar-steel', 'Bar steel, metres', 7, 2, 100, 20, 45),
  purchased('motor-small', 'Motor, small', 34, 3, 100, 50, 80),
  purchased('motor-large', 'Motor, large', 104, 3, 40, 10, 80),
  purchased('seal', 'Shaft seal', 6.5, 2, 200, 50, 40),
  purchased('controller', 'Controller', 128, 5, 20, 5, 70),
]

export const items: readonly Item[] = [...pumps, ...spares, ...components]

function purchased(
  id: string,
  description: string,
  addedCost: number,
  leadTimeWeeks: number,
  minimumLot: number,
  lotMultiple: number,
  fixedCost: number,
): Item {
  return {
    id,
    description,
    supply: 'buy',
    addedCost,
    stockWeeks: 1.5,
    leadTimeWeeks,
    minimumLot,
    lotMultiple,
    fixedCost,
  }
}
