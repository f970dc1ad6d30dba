// How long work reports where it is. Every long function takes `WorkOptions` as part of its last argument.

export interface Progress {
  /** What is being done, for a person: `train vae`, `plan`. */
  readonly stage: string
  /** Fraction done, 0 to 1; absent where it is not known. */
  readonly fraction?: number
  /** One short remark on the state: `epoch 12, loss 0.431`. */
  readonly detail?: string
}

export interface WorkOptions {
  readonly onProgress?: ((progress: Progress) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/** Maps the progress of a part onto the span `[from, to]` of the whole. */
export function progressWithin(
  onProgress: WorkOptions['onProgress'],
  from: number,
  to: number,
): WorkOptions['onProgress'] {
  if (!onProgress) return undefined
  return (progress) =>
    onProgress({ ...progress, fraction: from + (to - from) * (progress.fraction ?? 0) })
}
