// Kinds of demand, after Syntetos, Boylan & Croston 2005 (doi:10.1057/palgrave.jors.2601841): how often
// demand comes (mean interval, cut at 1.32) and how much its size varies (squared coefficient of
// variation, cut at 0.49). Histories too short to tell are kinds of their own.

import { presentValues } from './series.ts'

export type Segment = 'new' | 'short' | 'smooth' | 'erratic' | 'intermittent' | 'lumpy'

/** Values below which a history is too short to tell. */
export const shortHistory = 12
const intervalCut = 1.32
const variationCut = 0.49

/** The kind of a history; one without any demand is intermittent. */
export function segmentOf(history: Float64Array): Segment {
  const values = presentValues(history)
  if (values.length === 0) return 'new'
  if (values.length < shortHistory) return 'short'
  const sizes = values.filter((value) => value !== 0)
  if (sizes.length === 0) return 'intermittent'
  const interval = values.length / sizes.length
  const mean = sizes.reduce((sum, size) => sum + size, 0) / sizes.length
  const variance = sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / sizes.length
  const variation = variance / (mean * mean)
  if (interval < intervalCut) return variation < variationCut ? 'smooth' : 'erratic'
  return variation < variationCut ? 'intermittent' : 'lumpy'
}
