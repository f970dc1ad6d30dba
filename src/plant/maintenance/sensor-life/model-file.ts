// The file of a life model: ONNX, readable anywhere, with everything else in its metadata.

import type { Finding } from '../../../data/preparation/finding.ts'
import type { Bins } from '../../../generative/histogram.ts'
import { withMetadata } from '../../../learning/onnx/metadata.ts'
import {
  type ContentFormat,
  contentEntry,
  readContent,
} from '../../../learning/onnx/model-content.ts'
import type { Familiarity } from './familiarity.ts'
import type { HeldOutHistory } from './held-out.ts'
import type { AgeScores, AgeShare } from './age-share.ts'
import type { LifeCalibration } from './calibration.ts'
import type { RowShape } from './rows.ts'
import type { OperatingConditions } from './operating-conditions.ts'
import type { RunLimits } from './stuck-sensors.ts'

/** What is known of a model beside what it has learnt; plain data, kept in its file. */
export interface SensorLifeDescription {
  /** Of the records that it was fitted on, in their order; predictions need the same. */
  readonly channels: readonly string[]
  readonly conditions: readonly string[]
  /** The channels that move; the others tell nothing. */
  readonly moving: readonly string[]
  readonly seed: number | string
  readonly machines: number
  readonly lives: number
  /** Lives that ended in a failure. */
  readonly failures: number
  readonly networks: number
  readonly seconds: number
  /** Of machines that a network had not seen, every cycle of a life, every life as much as another. */
  readonly heldOut: {
    /** Root mean square error of the expected remaining life, in cycles. */
    readonly error: number
    /** The same up to 125 cycles: of min(life, 125), as the literature on turbofans counts. */
    readonly cappedError: number
    /** Share of lives within the 90% interval before it was calibrated. */
    readonly coverage: number
  }
  /** Null where ages tell nothing of lives. */
  readonly scores: AgeScores | null
  /** Share of ages alone in what is said; 0 where the networks do without. */
  readonly ageShare: number
  /** What was found in the histories and done about it. */
  readonly findings: readonly Finding[]
}

/** What a model is made of; plain data but for the networks. */
export interface StoredSensorLife {
  readonly description: SensorLifeDescription
  readonly conditions: OperatingConditions
  readonly limits: RunLimits
  readonly shape: RowShape
  /** Of what the networks say. */
  readonly bins: Bins
  /** Null where the networks do without; its bins are then those of what is said. */
  readonly ages: AgeShare | null
  readonly calibration: LifeCalibration
  readonly familiarity: Familiarity
  /** Median life of a new machine, in cycles. */
  readonly fullLife: number
  /** Standardised reading of machines in the first part of their lives, per used channel. */
  readonly healthy: readonly number[]
  readonly heldOutLives: readonly HeldOutHistory[]
  readonly networks: Uint8Array
}

export const sensorLifeFormat: ContentFormat = {
  key: 'millrace.life',
  version: 4,
  kind: 'model of lives',
  source: 'millrace maintenance fit',
}

export function encodeSensorLife({ networks, ...state }: StoredSensorLife): Uint8Array {
  return withMetadata(networks, contentEntry(sensorLifeFormat, state))
}

/**
 * @param name how messages name the file.
 * @throws MillraceError `bad-input` for what is no such model or not a whole one, `conflict` for one of
 *   a newer version.
 */
export function decodeSensorLife(bytes: Uint8Array, name: string): StoredSensorLife {
  const { content } = readContent<Omit<StoredSensorLife, 'networks'>>(bytes, name, sensorLifeFormat)
  return { ...content, networks: bytes }
}
