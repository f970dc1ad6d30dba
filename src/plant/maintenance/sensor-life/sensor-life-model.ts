// What has learnt lives from sensors: gives the remaining life of machines at the last cycle that was seen
// of them, and says where that is outside of what it has learnt.

import { MillraceError, throwIfCancelled } from '../../../errors.ts'
import { writeProtectedFile, readProtectedFile } from '../../../data/storage/protected-file.ts'
import type { EncryptionKey } from '../../../data/storage/encryption.ts'
import { blocksWidth, historyBlocks } from '../../../generative/encoding/history-blocks.ts'
import { createSession } from '../../../learning/onnx/session.ts'
import type { WorkOptions } from '../../../progress.ts'
import { recentMeans, unfamiliarReadings } from './familiarity.ts'
import type { MachineHistory } from '../histories.ts'
import type { LifeDrivers } from '../life-drivers.ts'
import type { LifeModel } from '../life-model.ts'
import { heldOutTrajectories } from './held-out.ts'
import { withAges } from './age-share.ts'
import { calibratedDraws, calibratedMedian } from './calibration.ts'
import { lifeDrivers } from './drivers.ts'
import { probabilities } from './ensemble.ts'
import {
  decodeSensorLife,
  encodeSensorLife,
  type SensorLifeDescription,
  type StoredSensorLife,
} from './model-file.ts'
import { fewestRows } from './rows.ts'
import { describeConditions, standardised } from './operating-conditions.ts'
import { remainingLife, type RemainingLife } from '../remaining-life.ts'
import { withoutStuck } from './stuck-sensors.ts'
import type { FleetRemark, MachineRemark } from '../remarks.ts'

export interface SensorLifeModel extends LifeModel {
  readonly description: SensorLifeDescription
  /**
   * As of every model of lives. Channels and conditions must be those of the description, in that order;
   * a channel that is missing (NaN) in the newest rows is done without, and said so.
   * @throws MillraceError `bad-input` for a history without rows or with other columns.
   */
  predict(
    histories: readonly MachineHistory[],
    options?: WorkOptions,
  ): Promise<readonly RemainingLife[]>
  /** The file of the model; `readSensorLife` opens it again. */
  encode(): Uint8Array
  /** Writes `encode()` to a file, whole or not at all, encrypted where there is a key. */
  save(path: string, options?: { readonly key?: EncryptionKey | undefined }): Promise<void>
}

/**
 * An encrypted file is read with the key that the environment names.
 * @throws MillraceError `not-found`, `bad-input` or `conflict` for a file that is no model of lives.
 */
export async function readSensorLife(path: string): Promise<SensorLifeModel> {
  return openSensorLife(decodeSensorLife(new Uint8Array(await readProtectedFile(path)), path))
}

/** What a person should know of a model. */
export function remarksOn({ ageShare, failures }: SensorLifeDescription): FleetRemark[] {
  const percent = Math.round(100 * ageShare)
  return percent > 0 ? [{ code: 'ages-shared', failures, percent }] : []
}

const drawCount = 200
/** Newest rows in which unseen conditions make a prediction unfamiliar, and the share of them. */
const conditionRows = 30
const unseenShare = 0.1
/** Share of the channels that a prediction may lack. */
const lackingShare = 1 / 3

export async function openSensorLife(stored: StoredSensorLife): Promise<SensorLifeModel> {
  const { description, shape, bins, ages, calibration, fullLife } = stored
  const session = await createSession(stored.networks)
  const width = blocksWidth(shape)
  const said = ages?.bins ?? bins
  const ageOf = ({ cycles, startCycle }: MachineHistory): number => cycles.at(-1)! - startCycle
  /** Of rows `[rows, blocksWidth]`, each at its age. */
  async function distributions(
    rows: Float32Array,
    age: (row: number) => number,
  ): Promise<ArrayLike<number>[]> {
    const count = bins.low.length
    const given = await probabilities(session, rows, count)
    return Array.from({ length: rows.length / width }, (_, row) => {
      const own = given.subarray(row * count, (row + 1) * count)
      return ages ? withAges(ages, own, age(row)) : own
    })
  }

  return {
    description,
    seesWear: true,
    async predict(histories, { signal, onProgress } = {}) {
      const rows = new Float32Array(histories.length * width)
      const remarks = histories.map((history, i) => {
        throwIfCancelled(signal)
        onProgress?.({ stage: 'predict', fraction: i / histories.length })
        return writeRow(stored, history, rows, i * width)
      })
      const given = await distributions(rows, (row) => ageOf(histories[row]!))
      return histories.map(({ machine, cycles }, i) => {
        const { isFamiliar, reasons } = remarks[i]!
        return remainingLife({
          machine,
          cycle: cycles.at(-1)!,
          draws: calibratedDraws(said, given[i]!, calibration, drawCount),
          fullLife,
          isFamiliar,
          reasons,
        })
      })
    },
    async drivers(histories, { signal, onProgress } = {}) {
      const names = shape.used.map((channel) => description.channels[channel]!)
      const found: LifeDrivers[] = []
      for (const [i, history] of histories.entries()) {
        throwIfCancelled(signal)
        onProgress?.({ stage: 'what drives lives', fraction: i / histories.length })
        const row = new Float32Array(width)
        const { recent } = writeRow(stored, history, row, 0)
        const medians = async (rows: Float32Array): Promise<Float64Array> => {
          const given = await distributions(rows, () => ageOf(history))
          return Float64Array.from(given, (own) => calibratedMedian(said, own, calibration))
        }
        const question = { machine: history.machine, row, recent }
        found.push(await lifeDrivers(question, shape, names, stored.healthy, medians))
      }
      return found
    },
    heldOutLives: (cyclesPerPeriod) =>
      heldOutTrajectories(stored.heldOutLives, cyclesPerPeriod, fullLife),
    encode: () => encodeSensorLife(stored),
    save: (path, { key } = {}) => writeProtectedFile(path, encodeSensorLife(stored), { key }),
    release: () => session.release(),
  }
}

interface WrittenRow {
  /** Means of the newest readings, per used channel. */
  readonly recent: Float64Array
  readonly isFamiliar: boolean
  readonly reasons: readonly MachineRemark[]
}

/** Writes what the networks are told of a history, and says what stands against it. */
function writeRow(
  { description, conditions, limits, shape, familiarity }: StoredSensorLife,
  history: MachineHistory,
  target: Float32Array,
  at: number,
): WrittenRow {
  expectColumns(description, history)
  const { channels } = description
  const { history: cleaned, stuck } = withoutStuck(history, channels, limits)
  const rowCount = cleaned.cycles.length
  const { values, unseenRows } = standardised(conditions, cleaned, shape.used)
  const age = cleaned.cycles[rowCount - 1]! - cleaned.startCycle
  historyBlocks(values, shape, shape.typicalAge).write(rowCount, age, target, at)

  const outside: MachineRemark[] = []
  if (rowCount < fewestRows) {
    outside.push({ code: 'few-cycles', cycles: rowCount, fewest: fewestRows })
  }
  const newest = unseenRows.filter((row) => row >= rowCount - conditionRows)
  if (newest.at(-1) === rowCount - 1 || newest.length > unseenShare * conditionRows) {
    outside.push({
      code: 'unseen-conditions',
      conditions: describeConditions(conditions, cleaned, newest.at(-1)!),
      rows: newest.length,
      newest: Math.min(conditionRows, rowCount),
    })
  }
  if (age > familiarity.oldest) {
    outside.push({ code: 'older-than-learned', age, oldest: familiarity.oldest })
  }
  const names = shape.used.map((channel) => channels[channel]!)
  const recent = recentMeans(values, shape.used.length, rowCount)
  const lacking = names.filter((_, i) => Number.isNaN(recent[i]))
  const madeUpFor = lacking.map((name): MachineRemark => {
    const run = stuck.findLast(({ channel }) => channel === name)
    return run
      ? { code: 'stuck', channel: name, value: run.value, since: run.from }
      : { code: 'no-reading', channel: name }
  })
  if (lacking.length > lackingShare * names.length) {
    outside.push({ code: 'channels-missing', missing: lacking.length, all: names.length })
  }
  outside.push(...unfamiliarReadings(familiarity, recent, names))
  return { recent, isFamiliar: outside.length === 0, reasons: [...outside, ...madeUpFor] }
}

function expectColumns(
  { channels, conditions }: SensorLifeDescription,
  history: MachineHistory,
): void {
  const rowCount = history.cycles.length
  if (rowCount === 0) {
    throw new MillraceError(
      'bad-input',
      `machine ${history.machine}: no cycle to predict from, expected at least one, got 0`,
    )
  }
  const got = [history.channels.length / rowCount, history.conditions.length / rowCount]
  if (got[0] === channels.length && got[1] === conditions.length) return
  throw new MillraceError(
    'bad-input',
    `machine ${history.machine}: other columns than the model's, expected ${channels.length} channels and ${conditions.length} conditions, got ${got[0]} and ${got[1]}`,
  )
}
