// `millrace quality fit`: learns the quality of an operation from its records.

import { Command } from 'commander'
import { requireWritable } from '../../data/files.ts'
import { readTable } from '../../data/table/read-table.ts'
import { analyseOperation } from '../../plant/quality/analyse-operation.ts'
import { saveQuality } from '../../plant/quality/quality-model-file.ts'
import type { Drift, Driver, Leak, QualityResult, WhatIf } from '../../plant/quality/result.ts'
import type { ActionWrapper, CommandAction, CommandContext } from '../context.ts'
import { durationOption, integerOption } from '../options.ts'
import { addQualityDataOptions, qualityDataOf, type QualityDataOptions } from './quality-data.ts'

interface FitOptions extends QualityDataOptions {
  readonly data: string
  readonly out: string
  readonly budget?: number
  readonly seed: number
  readonly json?: boolean
}

export function qualityFitCommand(action: ActionWrapper): Command {
  const run = action(runFit)
  return addQualityDataOptions(
    new Command('fit')
      .description('Learn the quality of an operation from records of units or lots.')
      .argument('<data>', 'records (CSV, gzipped CSV or Parquet), or a plant')
      .requiredOption('--out <file>', 'model, such as assembly.millrace'),
  )
    .option(
      '--budget <time>',
      'time for training the generative model (default: 60s)',
      durationOption('budget'),
    )
    .option('--seed <n>', 'seed of the randomness', integerOption('seed', 0), 1)
    .action((data: string, options: Omit<FitOptions, 'data'>) => run({ ...options, data }))
}

const runFit: CommandAction<FitOptions> = async (options, context) => {
  const { data, out, seed, budget: budgetSeconds } = options
  const { onProgress, signal } = context
  const { path, specification } = await qualityDataOf(data, options, context)
  await requireWritable(out, [path])
  const table = await readTable(path, { onProgress, signal })
  const fitted = await analyseOperation(table, specification, {
    seed,
    budgetSeconds,
    onProgress,
    signal,
    onRecords(records) {
      for (const { column, reason } of records.leftOut) {
        context.print(`left out ${column}: ${reason}`)
      }
    },
    onLeaks(leaks) {
      for (const line of leakLines(leaks)) context.print(line)
    },
  })
  try {
    await saveQuality(out, fitted)
    printResult(fitted.result, out, context)
    context.printJson({ ...fitted.result, out })
  } finally {
    await fitted.model.release()
  }
}

function printResult(result: QualityResult, out: string, { print }: CommandContext): void {
  const { model, trend, drivers, inspection } = result
  const { scores, baseline } = model
  print(
    `${result.operation}: ${result.records} records, ${result.failing} failing (${percent(result.failing / result.records)}), written to ${out}`,
  )
  print(
    `predicted by ${model.predictor} (${model.calibration} calibration), on ${model.heldOutRecords} held-out records (${model.protocol}):`,
  )
  print(
    `  log score ${scores.logScore.toFixed(4)} (share of failures alone: ${baseline.logScore.toFixed(4)}), Brier ${scores.brier.toFixed(4)} (${baseline.brier.toFixed(4)}), AUC ${scores.areaUnderRoc.toFixed(3)}, average precision ${scores.averagePrecision.toFixed(3)}, F1 at 1/2 ${scores.f1.toFixed(3)}`,
  )
  if (model.augmentation) {
    print(
      `  generated failures: ${model.augmentation.used ? 'used' : 'not used'} (precision ${model.augmentation.without.precision.toFixed(3)} -> ${model.augmentation.with.precision.toFixed(3)}, recall ${model.augmentation.without.recall.toFixed(3)} -> ${model.augmentation.with.recall.toFixed(3)})`,
    )
  }
  for (const { nominal, observed } of model.coverage) {
    print(`  intervals of ${percent(nominal)} held ${percent(observed.estimate)}`)
  }
  if (result.drift && result.drift.shifts.length > 0) print(driftLine(result.drift))
  const [next] = trend.coming
  if (next) {
    print(
      `next lot: ${percent(next.estimate)} failing (${percent(next.lower)} to ${percent(next.upper)})`,
    )
  }
  print('drivers (what the prediction loses without the column, in nats per record):')
  for (const driver of drivers.slice(0, 5)) print(`  ${describeDriver(driver)}`)
  if (inspection) {
    for (const { policy, cost, inspected, isPossible } of inspection.policies) {
      print(
        `inspecting ${policy}: cost ${cost.toFixed(0)}, ${inspected.toFixed(0)} of ${inspection.records} inspected${isPossible ? '' : ' (beyond the capacity)'}`,
      )
    }
  }
  if (result.advice) print(`advice: ${result.advice.reason}`)
}

function driftLine({ shifts, columns }: Drift): string {
  const named = shifts
    .slice(0, 5)
    .map(({ column, distance }) => `${column} (${distance.toFixed(2)})`)
  return `warning: the records drift: in the last 30% ${shifts.length} of ${columns} columns take other values than before (${named.join(', ')}${shifts.length > named.length ? ', ...' : ''}): what was learnt before may not hold`
}

/** What is said of columns that tell the outcome nearly alone; no line where there are none. */
export function leakLines(leaks: readonly Leak[]): string[] {
  if (leaks.length === 0) return []
  const names = leaks.map(({ column }) => column).join(',')
  return [
    ...leaks.map((leak) => `warning: ${leakSentence(leak)}`),
    `  if these are known only once the verdict is, all figures here are too good: fit again with --ignore ${names} (in plant.yaml: ignore)`,
  ]
}

function leakSentence(leak: Leak): string {
  switch (leak.kind) {
    case 'alone':
      return `column ${leak.column} tells the outcome nearly alone (AUC ${leak.areaUnderRoc.toFixed(3)})`
    case 'copy':
      return `column ${leak.column} is nearly the outcome itself (correlation ${leak.correlation.toFixed(3)})`
    case 'level': {
      const { column, level, failing, records } = leak
      return `column ${column}: ${failing} of ${records} records ${level === '' ? 'without a value' : `with ${level}`} failed`
    }
    default:
      return leak satisfies never
  }
}

/** With the values at which fewest and most failures are predicted, which is why it matters. */
export function describeDriver({ column, importance, whatIfs }: Driver): string {
  const loss = `${column}: ${importance.estimate.toFixed(4)}`
  const sorted = whatIfs.toSorted((a, b) => a.failureProbability - b.failureProbability)
  const [best, worst] = [sorted[0], sorted.at(-1)]
  if (!best || !worst || best === worst) return loss
  const told = ({ value, failureProbability }: WhatIf): string =>
    `${percent(failureProbability)} at ${typeof value === 'number' ? Number(value.toPrecision(4)) : value}`
  return `${loss}; failures predicted: ${told(best)} to ${told(worst)}`
}

export function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
