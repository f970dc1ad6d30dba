// The number of the shape of all that a run keeps for later ones: forecasts with their evaluation, what was
// learnt of operations and of fleets. It is a part of every fingerprint, so that what older runs kept in
// another shape is learnt again and never read as this one.

/** Raised with the shape: `test/loop/kept-format.test.ts` holds the two together. */
export const keptFormat = 11
