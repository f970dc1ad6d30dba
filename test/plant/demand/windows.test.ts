import { describe, expect, test } from 'vitest'
import { copySlice, trainingWindows } from '../../../src/plant/demand/windows.ts'

const series = [Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(9), new Float64Array(0)].map(
  (values, i) => ({ id: String(i), start: 0, values, known: [], attributes: [] }),
)

describe('windows', () => {
  test('the future of every window lies within the history', () => {
    const windows = trainingWindows(series, { contextLength: 3, horizon: 2 })
    expect([...windows.series]).toEqual([0, 0, 0])
    expect([...windows.origins]).toEqual([3, 2, 1])
  })

  test('stride, minimum history and limit thin them from the last one back', () => {
    const origins = (options: object): number[] => [
      ...trainingWindows(series, { contextLength: 3, horizon: 1, ...options }).origins,
    ]
    expect(origins({ stride: 2 })).toEqual([4, 2])
    expect(origins({ minimumHistory: 3 })).toEqual([4, 3])
    expect(origins({ limit: 1 })).toEqual([4])
    expect(origins({ minimumHistory: 0, stride: 4 })).toEqual([4, 0, 0])
  })

  test('a slice that reaches beyond the values is padded with missing ones', () => {
    const target = new Float32Array(6).fill(-1)
    copySlice(series[0]!.values, -1, 3, target, 1)
    expect([...target]).toEqual([-1, Number.NaN, 1, 2, -1, -1])
  })
})
