// Sentences of a report on a plant that has no demand to plan for, in English.

const count = (n: number, one: string, many: string): string =>
  `${n.toLocaleString('en')} ${n === 1 ? one : many}`

export const areasEn = {
  title: (plant: string) => `What to do at ${plant}`,
  /** A list of what the next ones count. */
  now: (list: string) => `Worth doing now: ${list}.`,
  services: (n: number) => count(n, 'service', 'services'),
  tests: (n: number) => count(n, 'record to test', 'records to test'),
  settings: (n: number) => count(n, 'setting to change', 'settings to change'),
  nothing: 'There is nothing to propose for now; the sections below say why.',
  notYet: 'Nothing can be advised yet; the sections below say what the records lack.',
  records: (n: string) => `${n} records`,
  made: 'The same data, settings, seed and versions give the same result on the same machine; what was learnt is used again as long as its records do not change.',
}
