// What learns lives: fitted on histories, gives the remaining life of machines at the last cycle that was
// seen of them.

import type { WorkOptions } from '../../progress.ts'
import type { MachineHistory } from './histories.ts'
import type { LifeDrivers } from './life-drivers.ts'
import type { Trajectory } from './outcome.ts'
import type { RemainingLife } from './remaining-life.ts'

export interface LifeModel {
  /** Whether readings show failures coming; not where lives are known from ages alone. */
  readonly seesWear: boolean
  /** One distribution per history, at its last cycle; `historyUpTo` gives one at an earlier cycle. */
  predict(
    histories: readonly MachineHistory[],
    options?: WorkOptions,
  ): Promise<readonly RemainingLife[]>
  /**
   * What makes each remaining life shorter or longer than with healthy readings, one per history; none where
   * lives are known from ages alone.
   */
  drivers(
    histories: readonly MachineHistory[],
    options?: WorkOptions,
  ): Promise<readonly LifeDrivers[]>
  /**
   * The lives that ended in a failure among those that it was fitted on, with what was expected of each by
   * the same model fitted without it.
   */
  heldOutLives(cyclesPerPeriod: number): readonly Trajectory[]
  release(): Promise<void>
}
