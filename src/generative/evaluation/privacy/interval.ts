// The interval of a share that was measured on a sample.

export interface Share {
  readonly share: number
  /** Bounds of the 95% interval. */
  readonly low: number
  readonly high: number
  /** Rows that the share is of. */
  readonly rows: number
}

/** Wilson's score interval (Wilson 1927, doi:10.1080/01621459.1927.10502953). */
export function shareOf(hits: number, rows: number): Share {
  if (rows === 0) return { share: Number.NaN, low: 0, high: 1, rows }
  const z2 = 1.959964 ** 2
  const share = hits / rows
  const centre = (share + z2 / (2 * rows)) / (1 + z2 / rows)
  const half =
    Math.sqrt(z2 * ((share * (1 - share)) / rows + z2 / (4 * rows * rows))) / (1 + z2 / rows)
  return { share, low: Math.max(0, centre - half), high: Math.min(1, centre + half), rows }
}
