import { expect, test } from 'vitest'
import { createSession } from '../../../../src/learning/onnx/session.ts'
import {
  fitEnsemble,
  probabilities,
} from '../../../../src/plant/maintenance/sensor-life/ensemble.ts'
import { fitConditions } from '../../../../src/plant/maintenance/sensor-life/operating-conditions.ts'
import { lifeRows } from '../../../../src/plant/maintenance/sensor-life/rows.ts'
import { wearingMachines } from '../wearing-machines.ts'

const fleet = wearingMachines(6)
const shape = { channelCount: 2, edges: [0, 5, 20], used: [0, 1], typicalAge: 60 }
const rows = lifeRows(fleet.histories, fitConditions(fleet), shape, 1000)
const options = {
  seed: 1,
  shape,
  bins: { low: [0, 10, 20, 40], high: [10, 20, 40, 90] },
  scale: 30,
  members: 1,
  steps: 30,
}

test('rows of machines that were left out are answered by networks that did not see them', async () => {
  const foldOf = Int32Array.from(rows.historyOf, (history) => (history < 2 ? history : -1))
  const progress: number[] = []
  const { model, heldOut } = await fitEnsemble(rows, foldOf, {
    ...options,
    onProgress: ({ fraction = 0 }) => progress.push(fraction),
  })
  const sums = Array.from(foldOf, (_, row) =>
    heldOut.subarray(4 * row, 4 * row + 4).reduce((sum, chance) => sum + chance, 0),
  )
  sums.forEach((sum, row) => expect(sum).toBeCloseTo(foldOf[row]! < 0 ? 0 : 1, 5))
  const session = await createSession(model)
  const all = await probabilities(session, rows.history, 4)
  await session.release()
  expect(all.subarray(0, 4).reduce((sum, chance) => sum + chance, 0)).toBeCloseTo(1, 5)
  expect([...all.subarray(0, 4)]).not.toEqual([...heldOut.subarray(0, 4)])
  expect(progress).toEqual(progress.toSorted((a, b) => a - b))
  expect(progress.at(-1)).toBe(1)
})

test('can be cancelled', async () => {
  const signal = AbortSignal.abort()
  const foldOf = new Int32Array(rows.rowCount)
  await expect(fitEnsemble(rows, foldOf, { ...options, signal })).rejects.toMatchObject({
    code: 'cancelled',
  })
})
