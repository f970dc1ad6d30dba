// A model of the wearing machines, small enough to be fitted within a test.

import { fitSensorLife } from '../../../../src/plant/maintenance/sensor-life/fit.ts'
import type { SensorLifeModel } from '../../../../src/plant/maintenance/sensor-life/sensor-life-model.ts'
import { wearingMachines } from '../wearing-machines.ts'

export function fittedPumps(): Promise<SensorLifeModel> {
  return fitSensorLife(wearingMachines(40), { seed: 1, folds: 2, members: 1, steps: 600 })
}
