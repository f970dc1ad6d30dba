// The sentences of a report on synthetic records, in English.

import type { Answer, Use } from '../../../records-report/verdict.ts'

const candidates: Readonly<Record<string, string>> = {
  synthetic: 'this model',
  independent: 'independent columns',
  copula: 'Gaussian copula',
  bootstrap: 'training rows drawn again',
  holdout: 'other real rows',
}

export const recordsEn = {
  title: (name: string) => `Synthetic records of ${name}`,
  subtitle: (family: string, rows: string, made: string) =>
    `${family}, learnt from ${rows} rows · made ${made}`,

  verdict: {
    heading: 'Is it good enough, and for what?',
    lead: (yes: string, measured: string, all: string) =>
      measured === all
        ? `Good for ${yes} of ${all} uses, as measured.`
        : `Good for ${yes} of the ${measured} uses that were measured, of ${all} in all.`,
    use: 'Use',
    answer: 'Answer',
    why: 'Why',
    uses: {
      explore: 'Looking at the data, testing software and dashboards',
      learn: 'Teaching models in place of the real rows',
      enrich: 'Adding rows of the rare class to the real ones',
      pass: 'Standing in for real rows under scrutiny',
      share: 'Handing out instead of the real rows',
    } satisfies Record<Use, string>,
    answers: {
      yes: 'yes',
      partly: 'partly',
      no: 'no',
      unknown: 'not measured',
    } satisfies Record<Answer, string>,
    explore: (quality: string, best: string | undefined, bound: string) =>
      `Quality score ${quality}${best === undefined ? '' : ` (other real rows: ${best})`}; yes from ${bound}.`,
    learn: (share: string, bound: string) =>
      `A model taught by these rows has ${share} of the skill that real rows give it; yes from ${bound}.`,
    enrich: (change: string, recall: string, bound: string) =>
      `At equal precision recall changes by ${change} points, from ${recall}; yes from ${bound}.`,
    pass: (score: string, best: string | undefined, bound: string) =>
      `Detection score ${score} (${best === undefined ? '' : `other real rows: ${best}; `}1 cannot be told apart); yes from ${bound}.`,
    share: (score: string, copies: string, bound: string) =>
      `Overfitting protection ${score}, exact copies ${copies}; yes from ${bound}, without more copies than real rows have and without an attack that works.`,
    unknown: 'Real rows that the model did not see, or a target, are needed to measure this.',
    shareNote:
      'These are measurements of one sample, no guarantee: only differentially private training gives one.',
    covered: 'Covered',
    notCovered: 'Not covered',
    dp: (epsilon: string, delta: string) =>
      `Trained with differential privacy: epsilon ${epsilon}, delta ${delta}.`,
  },

  scores: {
    heading: 'The scores',
    lead: 'Every column is measured in the same way. Independent columns are what is easy, other real rows what is possible, and training rows drawn again show what failing privacy looks like.',
    score: 'Score',
    name: (name: string) => candidates[name] ?? name,
    quality: 'Quality',
    shapes: 'Column shapes',
    pairs: 'Column pairs',
    strongPairs: 'Strong pairs',
    logistic: 'Detection, logistic',
    trees: 'Detection, trees',
    linearSkill: (metric: string) => `${metric}, linear`,
    treeSkill: (metric: string) => `${metric}, trees`,
    protection: 'Overfitting protection',
    advantage: 'Membership advantage',
    copies: 'Copies',
    note: 'Names and definitions are those of SDMetrics; 1 is best except for advantage and copies, where 0 is. Column pairs counts all pairs, strong pairs those with a correlation above 0.5 or Cramer’s V above 0.3. Quality is the mean of shapes and pairs.',
    utilityNote: (target: string) =>
      `AUC or R² is that of models that predict ${target}, taught by these rows and judged on real rows that none of them saw; under other real rows stands what the training rows themselves teach.`,
  },

  fields: {
    heading: 'Field by field',
    lead: 'Shares of the real rows in grey, of the synthetic ones in blue.',
    field: 'Field',
    value: 'Value',
    real: 'real',
    synthetic: 'synthetic',
    missing: 'missing',
    shape: (score: string) => `shape ${score}`,
    levels: (n: string) => `${n} more levels in the last bar`,
    worst: (n: string) => `The ${n} fields with the lowest shape score.`,
  },

  pairs: {
    heading: 'Fields together',
    lead: 'A cell is a pair of fields; the fuller the colour, the stronger they hang together. Blue rises together or is an association of levels, orange falls as the other rises.',
    real: 'Real rows',
    synthetic: 'Synthetic rows',
    legendPositive: 'together',
    legendNegative: 'against each other',
    pair: 'Pair',
    realValue: 'Real',
    syntheticValue: 'Synthetic',
    score: 'Score',
    order: (names: string) => `Fields in order: ${names}.`,
    cloud: 'Rows on a plane',
    cloudNote: (share: string) =>
      `Two principal components of the real rows, which show ${share} of their variance.`,
    first: 'First axis',
    second: 'Second axis',
    spread: 'Spread (standard deviation)',
  },

  privacy: {
    heading: 'Privacy',
    none: 'Without real rows that the model did not see nothing can be said here. Give some with --holdout.',
    distances: 'Distance to the closest training row',
    distancesNote:
      'If synthetic rows lie closer to the training rows than other real rows do, the model copies.',
    synthetic: 'synthetic rows',
    holdout: 'other real rows',
    distance: 'Distance',
    shareOfRows: 'share of rows',
    closer: 'Closer to training than to other real rows',
    closerValue: (share: string, low: string, high: string, rows: string) =>
      `${share} (${low} to ${high}, of ${rows} rows); a half is ideal`,
    copies: 'Exact copies of training rows',
    copiesValue: (share: string, other: string) => `${share}; of other real rows ${other}`,
    baseline: 'Distance beside random rows (baseline protection)',
    membership: 'Membership-inference advantage',
    membershipValue: (value: string, margin: string, rows: string) =>
      `${value} ± ${margin}, an attack on ${rows} members and as many others; 0 is a coin`,
    disclosure: (field: string) => `Disclosure of ${field}`,
    disclosureValue: (score: string, known: string, gain: string) =>
      `protection ${score} against one who knows ${known}; having been learnt from adds ${gain}`,
    duplicates: 'What near-duplicates do',
    duplicatesNone:
      'No two rows that were learnt from are the same or nearly so: no record is shown to the model more often than others.',
    duplicatesFound: (rows: string, groups: string, largest: string, exact: string) =>
      `${rows} of the rows that were learnt from are the same as another or nearly so (${groups} groups, ${largest} rows in the largest; ${exact} exact copies). What stands there several times is learnt several times and may be repeated.`,
    duplicatesCloser: (share: string) =>
      `Synthetic rows come closer to them: the median distance is ${share} of that of records that stand alone (records in dense places are close to all others). To learn from one row of each group: synth fit --duplicates drop.`,
    duplicatesAlike: 'Synthetic rows come no closer to them than to records that stand alone.',
    kind: 'Records',
    repeated: 'learnt from, with near-duplicates',
    alone: 'learnt from, alone',
    medianDistance: 'Median distance to the closest synthetic row',
    copied: 'Copied exactly',
  },

  training: {
    heading: 'How it learned',
    contest: 'Families that were tried',
    fidelity: 'Fidelity',
    seconds: 'Seconds',
    part: {
      columnShapes: 'the shapes of columns',
      columnPairs: 'pairs of columns',
      detection: 'how hard it is for trees to tell its rows from real ones',
    },
    whyChosen: (
      first: string,
      score: string,
      next: string,
      nextScore: string,
      part: string,
      most: string,
      least: string,
    ) =>
      `${first} was chosen: its fidelity of ${score} is the highest, before ${next} with ${nextScore}. They differ most in ${part}: ${most} against ${least}.`,
    onlyOne: (first: string) => `${first} was chosen: no other family could be judged.`,
    notJudged: (reason: string) => `not judged: ${reason}`,
    contestNote:
      'Each family learned from the same part of the rows and was judged by rows that it drew, beside rows held out. Fidelity is the mean of the three scores; the winner then learned from all rows, where time was left.',
  },

  made: {
    heading: 'How this was made',
    family: 'Family',
    rows: 'Rows',
    rowsValue: (train: string, synthetic: string, holdout: string) =>
      `${train} learnt from, ${synthetic} drawn, ${holdout} held out`,
    seed: 'Seed',
    seconds: 'Seconds to fit',
    speed: 'Rows a second',
    stability: 'Quality over draws',
    stabilityValue: (mean: string, deviation: string, seeds: string) =>
      `${mean} ± ${deviation} over ${seeds} seeds (standard deviation)`,
    fingerprint: 'Fingerprint of the model',
    again: 'The same model, data and seed give the same figures.',
  },
}

export type RecordsMessages = typeof recordsEn
