// What a run made, as its report says it and as the ledger keeps it.

import { join } from 'node:path'
import type { Finding } from '../data/preparation/finding.ts'
import type { Decision, RunRecord } from '../data/storage/ledger.ts'
import type { PlantAreas } from '../plant/model.ts'
import type { FeasiblePlan } from '../plant/production/plan.ts'
import type { AreaOutcome } from './area-memory.ts'
import { fansOf } from './fans.ts'
import { jsonOf, rememberedForecast } from './forecast-memory.ts'
import type { ProductionOutcome } from './production.ts'
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
  readonly areas: PlantAreas
  readonly dataFiles: RunRecord['dataFiles']
  /** Of plant.yaml and all its files, the seed and the version. */
  readonly plantFingerprint: string
  readonly seed: number
  /** Undefined where there is no demand to plan for. */
  readonly production: ProductionOutcome | undefined
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
  { areas, plantFingerprint, seed, production, quality, maintenance }: RunOutcome,
  stages: Provenance['stages'],
  { language, now, version }: RunStatement,
): ReportContent {
  const { file, folder } = areas
  const { name, currency, frequency } = file
  const versions = [
    { name: 'millrace', version },
    { name: 'node', version: process.versions.node },
  ]
  const head = {
    format: reportFormat,
    version: reportVersion,
    language: language ?? file.language,
  } as const
  const madeAt = now.toISOString()
  const reports = {
    quality: quality.reports,
    maintenance: maintenance.reports.map((report) => ({
      ...report,
      findings: report.findings.map((finding) => withoutFolder(finding, folder)),
    })),
  }
  if (!production) {
    return {
      ...head,
      plant: { name, currency, frequency },
      madeAt,
      ...reports,
      provenance: { seed, fingerprint: plantFingerprint, stages, versions },
    }
  }
  const { plant, history, known, isReused, fingerprint, plan } = production
  const { forecast, backtest, trainedAt } = known
  return {
    ...head,
    plant: {
      name,
      currency,
      frequency,
      itemCount: plant.items.length,
      itemsWithoutStock: plant.assumptions
        .filter(({ figure }) => figure === 'stock_on_hand')
        .reduce((sum, assumption) => sum + assumption.items.length, 0),
      resourceCount: plant.resources.length,
    },
    madeAt,
    plan,
    forecasts: fansOf(history.panel, forecast.scenarios, plant.items, file.planning.horizon),
    models: forecast.comparison,
    training: forecast.training,
    backtest,
    ...reports,
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
      versions,
    },
  }
}

export function recordOf(
  { areas, dataFiles, plantFingerprint, seed, production, quality, maintenance }: RunOutcome,
  finishedAt: Date,
  { now, version }: RunStatement,
): RunRecord {
  const { plan, fingerprint = plantFingerprint } = production ?? {}
  return {
    command: 'run',
    version,
    seed,
    settings: jsonOf(areas.file),
    fingerprint,
    startedAt: now,
    finishedAt,
    dataFiles,
    models: [
      ...(production ? [rememberedForecast(fingerprint, seed, production.known)] : []),
      ...quality.models,
      ...maintenance.models,
    ],
    ...(production?.isReused === false && { scenarios: production.known.forecast.scenarios }),
    decisions: [
      ...(plan?.status === 'planned' ? [productionDecision(plan)] : []),
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
