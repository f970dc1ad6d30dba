// The one error class of the project, and what its codes mean to a shell and to a web client.

export type ErrorCode =
  | 'bad-input' // what the user gave does not hold together
  | 'not-found' // a file, model or column that should exist does not
  | 'unsupported' // understood, but not something this version does
  | 'conflict' // another process holds it, or it was made by a newer version
  | 'cancelled' // the caller asked to stop
  | 'internal' // a broken invariant of ours

export interface ErrorDetails {
  /** What the reader can do about it, one sentence. */
  readonly hint?: string
  readonly cause?: unknown
}

/**
 * Message grammar: `subject: problem, expected X, got Y`, with file, row and column where there are any.
 */
export class MillraceError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause })
    this.name = 'MillraceError'
    this.code = code
    this.hint = details.hint
  }
}

export const exitCodes = {
  'bad-input': 2,
  'not-found': 2,
  unsupported: 2,
  conflict: 3,
  cancelled: 130,
  internal: 1,
} as const satisfies Record<ErrorCode, number>

/** Throws `cancelled` once the signal has been aborted; long loops call it between steps. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) {
    throw new MillraceError('cancelled', 'cancelled: stopped before the work was finished', {
      cause: signal.reason,
    })
  }
}
