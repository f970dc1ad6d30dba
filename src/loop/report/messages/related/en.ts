// The sentences of a report on two related tables or on sequences, in English.

const candidates: Readonly<Record<string, string>> = {
  synthetic: 'this model',
  unrelated: 'unrelated children',
  bootstrap: 'training parents drawn again',
  holdout: 'other real parents',
}

export const relatedEn = {
  subtitle: (parents: string, children: string, made: string) =>
    `${parents} parents with ${children} children drawn · made ${made}`,
  scores: 'The scores',
  lead: 'Every column is measured in the same way. Unrelated children keep each column and nothing else; other real parents are what is possible.',
  name: (name: string) => candidates[name] ?? name,
  integrity: 'Children without a parent',
  cardinality: 'Number of children',
  spacing: 'Spacing',
  parentQuality: 'Quality of the parents',
  childShapes: 'Column shapes of the children',
  childPairs: 'Column pairs of the children',
  trends: 'Trends across the tables',
  means: 'Means of sequences',
  deviations: 'Deviations of sequences',
  steps: 'Steps between rows',
  autocorrelation: (lag: string) => `Autocorrelation, lag ${lag}`,
  windows: (length: string) => `Detection, windows of ${length}`,
  note: 'Names and definitions are those of SDMetrics: CardinalityShapeSimilarity, InterTableTrends over all pairs, StatisticMSAS, InterRowMSAS. Autocorrelation is 1 - half the difference of the mean over the sequences. 1 is best; children without a parent should be none.',
  sequences: 'Sequences side by side',
  sequencesLead:
    'Three real entities, chosen at random, on the left, and three that were drawn on the right: every field from the first row to the last, on one scale. The real ones are learnt records: do not hand this page to whom they must not reach.',
  real: 'real (left)',
  drawn: 'drawn (right)',
  fields: 'Sequences field by field',
  families: (parent: string, child: string) => `${parent} for parents, ${child} for children`,
  speed: 'Children a second',
}
