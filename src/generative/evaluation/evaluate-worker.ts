// The thread behind `evaluate`.

import { serveOffThread } from '../../off-thread.ts'
import type { EvaluationTask } from './evaluate.ts'
import { evidenceOf } from './evidence.ts'

serveOffThread(({ real, synthetic, holdout, options }: EvaluationTask, onProgress) =>
  evidenceOf(real, synthetic, holdout, options, onProgress),
)
