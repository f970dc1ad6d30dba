// The promise to a server and a terminal: long work lets the loop turn, so that a wish to stop is heard at once.

import { expect, test } from 'vitest'
import { inferSchema } from '../src/data/table/schema-inference.ts'
import { evaluate } from '../src/generative/evaluation/evaluate.ts'
import { fitTable } from '../src/generative/tables/fit-table.ts'
import type { FleetHistories } from '../src/plant/maintenance/histories.ts'
import { maintainFleet } from '../src/plant/maintenance/maintain-fleet.ts'
import { survivalLife } from '../src/plant/maintenance/survival/survival-life.ts'
import { fitQuality } from '../src/plant/quality/fit-quality.ts'
import { readQualityRecords } from '../src/plant/quality/quality-records.ts'
import type { WorkOptions } from '../src/progress.ts'
import { linkedTable } from './generative/evaluation/tables.ts'
import { terms } from './plant/maintenance/lives.ts'
import { lifeTo } from './plant/maintenance/survival/lives.ts'
import { madeRecords, specification } from './plant/quality/made-records.ts'

const lives: FleetHistories = {
  channels: [],
  conditions: [],
  findings: [],
  histories: [
    ...Array.from({ length: 30 }, (_, i) => lifeTo(`old-${i}`, 60 + 5 * i, 'failure')),
    ...Array.from({ length: 6 }, (_, i) => lifeTo(`now-${i}`, 20 + 9 * i, 'end')),
  ],
}
const rows = linkedTable(4000, 1)

const longWork: readonly (readonly [
  name: string,
  stage: string,
  work: (options: WorkOptions) => Promise<unknown>,
])[] = [
  [
    'a fit of quality',
    'compare models',
    (options) =>
      fitQuality(readQualityRecords(madeRecords(2000), specification), { seed: 1, ...options }),
  ],
  [
    'the replay of past lives',
    'replay',
    (options) =>
      maintainFleet(
        {
          fleet: 'pumps',
          histories: lives,
          model: survivalLife('pumps', lives.histories),
          terms,
          periods: ['w1', 'w2', 'w3', 'w4'],
        },
        options,
      ),
  ],
  [
    'the evidence about synthetic rows',
    'evaluate synthetic',
    (options) => evaluate(rows, linkedTable(4000, 2), rows, options),
  ],
  [
    'a fit of forests to a table',
    'grow trees',
    (options) => fitTable(inferSchema(rows), rows, { family: 'forest', seed: 1, ...options }),
  ],
]

test.each(longWork)('%s stops at once when the loop is told to', async (_, stage, work) => {
  const controller = new AbortController()
  let reportsAfterwards = 0
  const begun = work({
    signal: controller.signal,
    onProgress(progress) {
      if (controller.signal.aborted) reportsAfterwards++
      // Only a loop that turns gets here.
      if (progress.stage === stage) setImmediate(() => controller.abort())
    },
  })
  await expect(begun).rejects.toMatchObject({ code: 'cancelled' })
  expect(reportsAfterwards).toBeLessThanOrEqual(2)
})
