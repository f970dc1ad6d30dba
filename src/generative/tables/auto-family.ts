// The family that is chosen by what it draws: candidates are trained within a budget of time, each draws
// records, and the one whose records are most like held-out ones is kept.

import { MillraceError, throwIfCancelled } from '../../errors.ts'
import { createRandom, type Random } from '../../random.ts'
import { takenRows } from './held-out-rows.ts'
import { rowFidelity } from './row-fidelity.ts'
import type { RowMatrix } from './row-matrix.ts'
import {
  type CandidateRecord,
  drawnLike,
  type FamilyOptions,
  type FittedFamily,
  type TableFamily,
} from './row-model.ts'

/** A family and the part of the time left that it may take; 0 for one that needs no training. */
export interface Candidate {
  readonly family: TableFamily
  readonly share: number
  /** Fields beyond which it is not tried: opening its graphs would take longer than the training. */
  readonly mostFields?: number
}

interface AutoState {
  readonly family: string
  readonly state: unknown
}

/** Part of the time in which candidates are tried; in the rest the winner learns from all rows. */
const searchShare = 0.7

/** Seconds below which no training is begun. */
const shortestTraining = 1

/** The first candidate that is tried is trained in any case; the others as long as there is time. */
export function autoFamily(candidates: readonly Candidate[]): TableFamily {
  return {
    name: 'auto',
    fit: (rows, options) => fitAuto(candidates, rows, options),
    open({ models, state }, fields) {
      // Safe: what this version of the format holds is what `fit` made.
      const chosen = state as AutoState
      const candidate = candidates.find(({ family }) => family.name === chosen.family)
      if (!candidate) {
        throw new MillraceError('bad-input', `family auto: unknown candidate ${chosen.family}`)
      }
      return candidate.family.open({ models, state: chosen.state }, fields)
    },
  }
}

async function fitAuto(
  candidates: readonly Candidate[],
  rows: RowMatrix,
  options: FamilyOptions,
): Promise<FittedFamily> {
  const { seed, budgetSeconds = Infinity, onProgress, signal } = options
  const begun = performance.now()
  const elapsed = (): number => (performance.now() - begun) / 1000
  const random = createRandom(seed).split('auto')
  const { training, held } = heldOut(rows, random.split('held'))
  const records: CandidateRecord[] = []
  let best: { candidate: Candidate; fitted: FittedFamily; record: CandidateRecord } | undefined
  for (const [i, candidate] of candidates.entries()) {
    const { family, share, mostFields = Infinity } = candidate
    throwIfCancelled(signal)
    const { name } = family
    if (rows.fields.length > mostFields) {
      records.push({ family: name, seconds: 0, reason: `more than ${mostFields} fields` })
      continue
    }
    const own = share * (searchShare * budgetSeconds - elapsed())
    if (best && share > 0 && own < shortestTraining) {
      records.push({ family: name, seconds: 0, reason: 'no time left' })
      continue
    }
    const started = elapsed()
    try {
      const fitted = await family.fit(training, {
        seed,
        signal,
        budgetSeconds:
          Number.isFinite(own) && share > 0 ? Math.max(own, shortestTraining) : undefined,
        onProgress: ({ fraction = 0, ...rest }) =>
          onProgress?.({ ...rest, fraction: (searchShare * (i + fraction)) / candidates.length }),
      })
      const fidelity = await fidelityOf(family, fitted, held, seed, signal)
      const record = { family: name, seconds: elapsed() - started, fidelity }
      records.push(record)
      if (!best || fidelity.score > best.record.fidelity!.score)
        best = { candidate, fitted, record }
    } catch (error) {
      // A training that failed loses; what the caller wants or did wrong is his to hear.
      if (!(error instanceof MillraceError && error.code === 'internal')) throw error
      records.push({ family: name, seconds: elapsed() - started, reason: error.message })
    }
  }
  if (!best) {
    throw new MillraceError('internal', 'family auto: no candidate could be trained', {
      hint: records.map(({ family, reason }) => `${family}: ${reason}`).join('; '),
    })
  }
  const { record } = best
  const left = budgetSeconds - elapsed()
  const isAgain = held !== rows && (best.candidate.share === 0 || left >= record.seconds)
  const fitted = isAgain
    ? await best.candidate.family.fit(rows, {
        seed,
        signal,
        budgetSeconds: Number.isFinite(left) ? Math.max(left, shortestTraining) : undefined,
        onProgress: ({ fraction = 0, ...rest }) =>
          onProgress?.({ ...rest, fraction: searchShare + (1 - searchShare) * fraction }),
      })
    : best.fitted
  return {
    models: fitted.models,
    state: { family: record.family, state: fitted.state } satisfies AutoState,
    training: {
      ...fitted.training,
      seconds: elapsed(),
      candidates: records,
      chosen: record.family,
    },
  }
}

async function fidelityOf(
  family: TableFamily,
  fitted: FittedFamily,
  held: RowMatrix,
  seed: number | string,
  signal: AbortSignal | undefined,
): Promise<NonNullable<CandidateRecord['fidelity']>> {
  const model = await family.open(fitted, held.fields)
  try {
    const drawn = await drawnLike(model, held, createRandom(seed).split('auto', 'draw'))
    return await rowFidelity(held, drawn, { seed, labels: ['auto', 'judge'] }, { signal })
  } finally {
    await model.release()
  }
}

const heldShare = 0.15
const mostHeld = 3000
const fewestHeld = 20

/** Rows to learn from, and rows that no candidate sees; of few rows, the same ones. */
function heldOut(rows: RowMatrix, random: Random): { training: RowMatrix; held: RowMatrix } {
  const { rowCount } = rows
  const count = Math.min(Math.round(rowCount * heldShare), mostHeld)
  if (count < fewestHeld) return { training: rows, held: rows }
  const order = random.shuffle(Uint32Array.from({ length: rowCount }, (_, i) => i))
  return {
    training: takenRows(rows, order.slice(count).sort()),
    held: takenRows(rows, order.slice(0, count)),
  }
}
