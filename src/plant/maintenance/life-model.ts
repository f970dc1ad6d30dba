// What learns lives from sensors: fitted on histories, gives the remaining life of machines at the last
// cycle that was seen of them.

import type { WorkOptions } from '../../progress.ts'
import type { MachineHistory } from './histories.ts'
import type { RemainingLife } from './remaining-life.ts'

export interface LifeModel {
  /** Whether readings show failures coming; not where lives are known from ages alone. */
  readonly seesWear: boolean
  /** One distribution per history, at its last cycle; `historyUpTo` gives one at an earlier cycle. */
  predict(
    histories: readonly MachineHistory[],
    options?: WorkOptions,
  ): Promise<readonly RemainingLife[]>
  release(): Promise<void>
}
