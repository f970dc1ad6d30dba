// The sentences of a report on two related tables or on sequences, in English. They speak of the user's own
// tables and keys: a row of the first table owns rows of the second; a sequence is the rows of one key.

/** What the two sides are called in the data. */
export interface RelatedNames {
  /** The table of the parents; null where sequences stand in one table. */
  readonly parents: string | null
  readonly children: string
  /** The column that tells parents apart, as the children have it. */
  readonly key: string
  readonly order: string | null
}

const rowsOf = ({ parents, children }: RelatedNames): string =>
  parents === null ? 'rows' : `rows of ${children}`

export const relatedEn = {
  subtitle: (names: RelatedNames, parents: string, children: string, made: string) =>
    names.parents === null
      ? `${parents} sequences (one per ${names.key}) with ${children} rows drawn · made ${made}`
      : `${parents} rows of ${names.parents} with ${children} ${rowsOf(names)} drawn · made ${made}`,
  scores: 'The scores',
  lead: (names: RelatedNames) =>
    names.parents === null
      ? 'Every column is measured in the same way. Shuffled rows keep each column and nothing else; other real sequences are what is possible.'
      : `Every column is measured in the same way. Shuffled ${rowsOf(names)} keep each column and nothing else; other real rows are what is possible.`,
  name: (names: RelatedNames, name: string) => {
    const one = names.parents ?? 'sequences'
    const candidates: Readonly<Record<string, string>> = {
      synthetic: 'this model',
      unrelated: 'shuffled rows',
      bootstrap: `training ${one} drawn again`,
      holdout: `other real ${one}`,
    }
    return candidates[name] ?? name
  },
  integrity: ({ parents, children, key }: RelatedNames) =>
    `Rows of ${children} without their ${key} in ${parents}`,
  cardinality: ({ parents, children, key }: RelatedNames) =>
    parents === null ? `Rows per ${key}` : `Rows of ${children} per ${key}`,
  spacing: ({ order }: RelatedNames) => `Spacing of ${order}`,
  parentQuality: ({ parents, key }: RelatedNames) =>
    parents === null ? `Quality of what never changes in one ${key}` : `Quality of ${parents}`,
  childShapes: ({ children }: RelatedNames) => `Column shapes of ${children}`,
  childPairs: ({ children }: RelatedNames) => `Column pairs of ${children}`,
  trends: ({ parents, children, key }: RelatedNames) =>
    parents === null
      ? `Pairs of a column with what never changes in one ${key}`
      : `Pairs of a column of ${parents} with one of ${children}`,
  means: ({ key }: RelatedNames) => `Means per ${key}`,
  deviations: ({ key }: RelatedNames) => `Deviations per ${key}`,
  steps: 'Steps between rows',
  autocorrelation: (lag: string) => `Autocorrelation, lag ${lag}`,
  lag: (lag: string) => `Lag ${lag}`,
  lagNote: 'Lag: autocorrelation of rows so far apart.',
  windows: (length: string) => `Detection, windows of ${length} rows`,
  note: 'Names and definitions are those of SDMetrics: CardinalityShapeSimilarity, InterTableTrends over all pairs, StatisticMSAS, InterRowMSAS. Autocorrelation is 1 - half the difference of the mean over the sequences. 1 is best.',
  integrityNote: 'Rows without their key should be none.',
  sequences: 'Sequences side by side',
  sequencesLead: (key: string) =>
    `Three real sequences, one per ${key} and chosen at random, on the left, and three that were drawn on the right: every column from the first row to the last, on one scale. The real ones were learnt from: do not hand this page to whom they must not reach.`,
  real: 'real (left)',
  drawn: 'drawn (right)',
  fields: 'Sequences column by column',
  families: (names: RelatedNames, parent: string, child: string) =>
    `${parent} for ${names.parents ?? 'sequences as a whole'}, ${child} for ${names.parents === null ? 'their rows' : names.children}`,
  speed: (names: RelatedNames) =>
    names.parents === null ? 'Rows a second' : `Rows of ${names.children} a second`,
  conditions: 'Operating conditions',
  conditionsFound: (count: string, columns: string, more: string | null) =>
    `${count}; learnt as what they are within each: ${columns}${more === null ? '' : ` and ${more} more`}`,
  privacy: {
    heading: ({ parents }: RelatedNames) =>
      parents === null ? 'Privacy of whole sequences' : `Privacy of ${parents} with their rows`,
    lead: ({ parents, key }: RelatedNames) =>
      `Every ${key} is looked at as one record: ${parents === null ? '' : `its columns in ${parents}, `}how many rows it has, and of each column mean, deviation and the means of the first to the last fifth of its rows. What is drawn should come no closer to what was learnt from than other real ones do.`,
    none: 'Without real rows that the model did not see nothing can be said here. Give some with --holdout.',
    copies: 'The same in every row',
    closer: 'Closer to training than to other real ones',
    overfitting: 'Overfitting protection',
    baseline: 'Distance beside random ones (baseline protection)',
    membership: 'Membership-inference advantage',
    area: 'Area under ROC of that attack',
    note: (count: string, copies: string) =>
      `Of other real ones ${copies} are the same in every row as one that was learnt from. Closer to training: a half is ideal. The attack is on ${count} members and as many others: an advantage of 0 and an area of 0.5 are a coin.`,
    few: 'So few can hardly show what an attack gains: mind the margins.',
  },
}
