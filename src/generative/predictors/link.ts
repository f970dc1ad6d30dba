// From the score of an additive model to what it predicts.

export type Link = 'identity' | 'sigmoid'

export function sigmoid(score: number): number {
  return 1 / (1 + Math.exp(-score))
}

export function linked(link: Link): (score: number) => number {
  return link === 'sigmoid' ? sigmoid : (score) => score
}

/** log(p / (1 - p)), of probabilities that are kept off 0 and 1 by `margin`. */
export function logOdds(probability: number, margin = 1e-6): number {
  const p = Math.min(Math.max(probability, margin), 1 - margin)
  return Math.log(p / (1 - p))
}
