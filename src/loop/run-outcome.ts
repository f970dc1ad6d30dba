// What a run made, as its report says it and as the ledger keeps it.

import { join } from 'node:path'
import type { Finding } from '../data/preparation/finding.ts'
import type { Decision, RunRecord } from '../data/storage/ledger.ts'
import type { Plant } from '../plant/model.ts'
import type { FeasiblePlan, Plan } from '../plant/production/plan.ts'
import type { AreaOutcome } from './area-memory.ts'
import type { DemandHistory } from './demand-history.ts'
import { fansOf } from './fans.ts'
import { jsonOf, rememberedForecast, type RecalledForecast } from './forecast-memory.ts'
import {
  reportFormat,
  reportVersion,
  type FleetReport,
  type Language,
  type Provenance,
  type QualityReport,
  type ReportContent,
} from './report/content.ts'

export interface RunOutcome {
  readonly plant: Plant
  readonly dataFiles: RunRecord['dataFiles']
  readonly history: DemandHistory
  /** The forecast and the backtest, and from when they are. */
  readonly known: RecalledForecast
  readonly isReused: boolean
  readonly fingerprint: string
  readonly seed: number
  readonly plan: Plan
  readonly quality: AreaOutcome<QualityReport>
  readonly maintenance: AreaOutcome<FleetReport>
}

export interface RunStatement {
  readonly language?: Language | undefined
  /** When the run began: the time that the report states. */
  readonly now: Date
  /** Of Millrace. */
  readonly version: string
}

export function contentOf(
  { plant, history, known, isReused, fingerprint, seed, plan, quality, maintenance }: RunOutcome,
  stages: Provenance['stages'],
  { language, now, version }: RunStatement,
): ReportContent {
  const { file, items, resources, folder } = plant
  const { forecast, backtest, trainedAt } = known
  return {
    format: reportFormat,
    version: reportVersion,
    language: language ?? file.language,
    plant: {
      name: file.name,
      currency: file.currency,
      frequency: file.frequency,
      itemCount: items.length,
      itemsWithoutStock: plant.assumptions
        .filter(({ figure }) => figure === 'stock_on_hand')
        .reduce((sum, assumption) => sum + assumption.items.length, 0),
      resourceCount: resources.length,
    },
    madeAt: now.toISOString(),
    plan,
    forecasts: fansOf(history.panel, forecast.scenarios, items, file.planning.horizon),
    models: forecast.comparison,
    training: forecast.training,
    backtest,
    quality: quality.reports,
    maintenance: maintenance.reports.map((report) => ({
      ...report,
      findings: report.findings.map((finding) => withoutFolder(finding, folder)),
    })),
    dataQuality: {
      rowCount: history.rowCount,
      seriesCount: history.panel.series.length,
      firstPeriod: history.firstPeriod,
      lastPeriod: history.lastPeriod,
      findings: history.findings.map((finding) => withoutFolder(finding, folder)),
    },
    provenance: {
      seed,
      scenarioCount: forecast.scenarios.sampleCount,
      fingerprint,
      models: isReused ? 'reused' : 'trained',
      trainedAt: trainedAt.toISOString(),
      stages,
      versions: [
        { name: 'millrace', version },
        { name: 'node', version: process.versions.node },
      ],
    },
  }
}

export function recordOf(
  { plant, dataFiles, known, isReused, fingerprint, seed, plan, quality, maintenance }: RunOutcome,
  finishedAt: Date,
  { now, version }: RunStatement,
): RunRecord {
  return {
    command: 'run',
    version,
    seed,
    settings: jsonOf(plant.file),
    fingerprint,
    startedAt: now,
    finishedAt,
    dataFiles,
    models: [
      rememberedForecast(fingerprint, seed, known),
      ...quality.models,
      ...maintenance.models,
    ],
    ...(!isReused && { scenarios: known.forecast.scenarios }),
    decisions: [
      ...(plan.status === 'planned' ? [productionDecision(plan)] : []),
      ...quality.decisions,
      ...maintenance.decisions,
    ],
    outcomes: [...quality.outcomes, ...maintenance.outcomes],
  }
}

function productionDecision({ periods, proposals, outcome }: FeasiblePlan): Decision {
  return {
    kind: 'production-plan',
    content: jsonOf({ periods, proposals }),
    expected: jsonOf(outcome),
  }
}

/** A report may be handed on: it names files as plant.yaml does, not where they lie on this machine. */
function withoutFolder(finding: Finding, folder: string): Finding {
  const prefix = join(folder, '/')
  return {
    ...finding,
    subject: finding.subject.replace(prefix, ''),
    examples: finding.examples.map((example) => example.replaceAll(prefix, '')),
  }
}
