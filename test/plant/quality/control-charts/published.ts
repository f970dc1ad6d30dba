// Measurements and counts of published worked examples: facts, with where they stand.

/** Montgomery 2009, table 6.3: inside diameter of piston rings, mm, 25 samples of five. */
export const pistonRings: readonly (readonly number[])[] = [
  [74.03, 74.002, 74.019, 73.992, 74.008],
  [73.995, 73.992, 74.001, 74.011, 74.004],
  [73.988, 74.024, 74.021, 74.005, 74.002],
  [74.002, 73.996, 73.993, 74.015, 74.009],
  [73.992, 74.007, 74.015, 73.989, 74.014],
  [74.009, 73.994, 73.997, 73.985, 73.993],
  [73.995, 74.006, 73.994, 74.0, 74.005],
  [73.985, 74.003, 73.993, 74.015, 73.988],
  [74.008, 73.995, 74.009, 74.005, 74.004],
  [73.998, 74.0, 73.99, 74.007, 73.995],
  [73.994, 73.998, 73.994, 73.995, 73.99],
  [74.004, 74.0, 74.007, 74.0, 73.996],
  [73.983, 74.002, 73.998, 73.997, 74.012],
  [74.006, 73.967, 73.994, 74.0, 73.984],
  [74.012, 74.014, 73.998, 73.999, 74.007],
  [74.0, 73.984, 74.005, 73.998, 73.996],
  [73.994, 74.012, 73.986, 74.005, 74.007],
  [74.006, 74.01, 74.018, 74.003, 74.0],
  [73.984, 74.002, 74.003, 74.005, 73.997],
  [74.0, 74.01, 74.013, 74.02, 74.003],
  [73.982, 74.001, 74.015, 74.005, 73.996],
  [74.004, 73.999, 73.99, 74.006, 74.009],
  [74.01, 73.989, 73.99, 74.009, 74.014],
  [74.015, 74.008, 73.993, 74.0, 74.01],
  [73.982, 73.984, 73.995, 74.017, 74.013],
]

/** NIST/SEMATECH e-Handbook 6.3.2.2: flow rate, single values. */
export const flowRate: readonly number[] = [
  49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
]

/** NIST/SEMATECH e-Handbook 6.3.2.4: single values after a baseline of mean 50 and deviation 2.0539. */
export const movingAverageValues: readonly number[] = [
  52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4,
  53.6, 52.1,
]

/** NIST/SEMATECH e-Handbook 6.3.2.3: means of groups, target 325. */
export const groupMeans: readonly number[] = [
  324.925, 324.675, 324.725, 324.35, 325.35, 325.225, 324.125, 324.525, 325.225, 324.6, 324.625,
  325.15, 328.325, 327.25, 327.825, 328.5, 326.675, 327.775, 326.875, 328.35,
]

/** Montgomery 2009, table 9.1: single values of mean 10 and deviation 1, of mean 11 from the 21st on. */
export const shiftedValues: readonly number[] = [
  9.45, 7.99, 9.29, 11.66, 12.16, 10.18, 8.04, 11.46, 9.2, 10.34, 9.03, 11.47, 10.51, 9.4, 10.08,
  9.37, 10.62, 10.31, 8.52, 10.84, 10.9, 9.33, 12.29, 11.5, 10.6, 11.08, 10.38, 11.62, 11.31, 10.52,
]

/** NIST/SEMATECH e-Handbook 6.3.3.1: defects on 25 wafers. */
export const waferDefects: readonly number[] = [
  16, 14, 28, 16, 12, 20, 10, 12, 10, 17, 19, 17, 14, 16, 15, 13, 14, 16, 11, 20, 11, 19, 16, 31,
  13,
]

/** Montgomery 2009, table 7.1 (as shares: NIST/SEMATECH e-Handbook 6.3.3.2): failing units in 30 samples of 50. */
export const failingOfFifty: readonly number[] = [
  12, 15, 8, 10, 4, 7, 16, 9, 14, 10, 5, 6, 17, 12, 22, 8, 10, 5, 13, 11, 20, 18, 24, 15, 9, 12, 7,
  13, 9, 6,
]

/** Montgomery 2009, table 7.4: [purchase orders, those with errors] of 25 weeks. */
export const purchaseOrders: readonly (readonly [number, number])[] = [
  [100, 12],
  [80, 8],
  [80, 6],
  [100, 9],
  [110, 10],
  [110, 12],
  [100, 11],
  [100, 16],
  [90, 10],
  [90, 6],
  [110, 20],
  [120, 15],
  [120, 9],
  [120, 8],
  [110, 6],
  [80, 8],
  [80, 10],
  [80, 7],
  [90, 5],
  [100, 8],
  [100, 5],
  [100, 8],
  [100, 10],
  [90, 6],
  [90, 9],
]

/** Montgomery 2009, table 7.7: nonconformities in 26 samples of 100 circuit boards. */
export const boardDefects: readonly number[] = [
  21, 24, 16, 12, 15, 5, 28, 20, 31, 25, 20, 24, 16, 19, 10, 17, 13, 22, 18, 39, 30, 24, 16, 19, 17,
  15,
]

/** Montgomery 2009, section 7.3: [units of 50 square metres, defects] of ten rolls of dyed cloth. */
export const dyedCloth: readonly (readonly [number, number])[] = [
  [10, 14],
  [8, 12],
  [13, 20],
  [10, 11],
  [9.5, 7],
  [10, 10],
  [12, 21],
  [10.5, 16],
  [12, 19],
  [12.5, 23],
]

/** Samples named by their number from 1. */
export function numbered<T extends object>(samples: readonly T[]): (T & { label: string })[] {
  return samples.map((sample, i) => ({ ...sample, label: String(i + 1) }))
}
