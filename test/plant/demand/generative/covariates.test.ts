import { expect, test } from 'vitest'
import {
  attributeWidth,
  encodeAttributes,
  encodeKnown,
  fitCovariates,
} from '../../../../src/plant/demand/generative/covariates.ts'
import type { Panel } from '../../../../src/plant/demand/series.ts'
import { panelOf } from '../panels.ts'

const plain = panelOf([
  [1, 2, 3],
  [4, 5, 6],
  [7, 8, 9],
])
const panel: Panel = {
  ...plain,
  knownNames: ['promotion'],
  attributeNames: ['price', 'family'],
  series: plain.series.map((series, i) => ({
    ...series,
    known: [Float64Array.of(0, 2, 0, 2)],
    attributes: [[10, 20, Number.NaN][i]!, ['pump', 'pump', 'seal'][i]!],
  })),
}
const encoding = fitCovariates(panel)

test('numbers are standardised, frequent texts have a place each, the rest is zero', () => {
  expect(attributeWidth(encoding)).toBe(2)
  expect(encodeAttributes(encoding, panel.series[0]!)).toEqual([-1, 1])
  expect(encodeAttributes(encoding, panel.series[1]!)).toEqual([1, 1])
  expect(encodeAttributes(encoding, panel.series[2]!)).toEqual([0, 0])
})

test('covariates reach over the future, and stand at their mean where they are unknown', () => {
  expect([...encodeKnown(encoding, panel.series[0]!, 2, 4)]).toEqual([-1, 1, 0, 0])
  expect([...encodeKnown(encoding, panel.series[0]!, -2, 3)]).toEqual([0, 0, -1])
})

test('what lies far outside the panel is cut', () => {
  const odd = { ...panel.series[0]!, attributes: [1e9, 'valve'] }
  expect(encodeAttributes(encoding, odd)).toEqual([4, 0])
})
