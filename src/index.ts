// The library: what a program that embeds Millrace imports. Nothing inside of the house imports it.

export { MillraceError, type ErrorCode } from './errors.ts'
export type { Progress, WorkOptions } from './progress.ts'
export { version } from './version.ts'

// Tables.
export { createTable, type Column, type Table } from './data/table/table.ts'
export { numberColumn, tableOf, textColumn } from './data/table/table-of.ts'
export { readTable, writeTable } from './data/table/read-table.ts'

// Models of records: one table, and two that belong together.
export type { Field, RecordSchema } from './data/table/schema.ts'
export { inferSchema } from './data/table/schema-inference.ts'
export { formatSchema, parseSchema } from './data/table/schema-file.ts'
export { fitTable, type FitTableOptions } from './generative/tables/fit-table.ts'
export {
  readTableModel,
  type FieldProbability,
  type RecordScores,
  type TableModel,
} from './generative/tables/table-model.ts'
export type { RelatedSchema } from './data/table/related-schema.ts'
export { inferRelated, inferSequences } from './data/table/related-inference.ts'
export { fitRelated, type FitRelatedOptions } from './generative/related/fit-related.ts'
export { readRelatedModel, type RelatedModel } from './generative/related/related-model.ts'
export { evaluate } from './generative/evaluation/evaluate.ts'
export type { Evaluation, Evidence } from './generative/evaluation/evidence.ts'

// Demand.
export { groupSeries } from './data/table/series.ts'
export { panelFromRows, type PanelOptions } from './plant/demand/panel.ts'
export { champion } from './plant/demand/champion.ts'
export { baselines, contenders, forecasterNamed } from './plant/demand/forecasters.ts'
export { forecastTable } from './plant/demand/forecast-table.ts'
export type { FittedForecaster, Forecaster } from './plant/demand/forecaster.ts'
export type { ScenarioSet } from './plant/demand/scenarios.ts'

// A plant as a whole.
export { loadPlant, type Plant } from './plant/model.ts'
export { readDemandHistory, type DemandHistory } from './loop/demand-history.ts'
export { runPlant, type RunOptions, type RunResult } from './loop/pipeline.ts'

// Quality.
export { readQualityRecords, type QualitySpecification } from './plant/quality/quality-records.ts'
export { fitQuality, type FittedQuality } from './plant/quality/fit-quality.ts'
export { readQuality, saveQuality } from './plant/quality/quality-model-file.ts'
export type { QualityModel, QualityPrediction } from './plant/quality/quality-model.ts'
export { alignRecords } from './plant/quality/feature-columns.ts'
export { adviseSettings } from './plant/quality/advice.ts'
export { chooseInspection, type QualityCosts } from './plant/quality/inspection.ts'
export type { Advice } from './plant/quality/result.ts'
export { monitorRecords } from './plant/quality/control-charts/monitor-records.ts'

// Maintenance.
export { readHistories } from './plant/maintenance/read-histories.ts'
export { historiesOfEvents } from './plant/maintenance/histories-of-events.ts'
export { runningHistories, type FleetHistories } from './plant/maintenance/histories.ts'
export { fitSensorLife } from './plant/maintenance/sensor-life/fit.ts'
export { readSensorLife } from './plant/maintenance/sensor-life/sensor-life-model.ts'
export { survivalLife } from './plant/maintenance/survival/survival-life.ts'
export type { RemainingLife } from './plant/maintenance/remaining-life.ts'
export { maintainFleet, type MaintainFleetInput } from './plant/maintenance/maintain-fleet.ts'
export type { ServiceTerms } from './plant/maintenance/service-costs.ts'
export type { MaintenanceResult } from './plant/maintenance/result.ts'
