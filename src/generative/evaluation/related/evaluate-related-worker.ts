// The thread behind `evaluateRelated`.

import { serveOffThread } from '../../../off-thread.ts'
import type { RelatedEvaluationTask } from './evaluate-related.ts'
import { relatedEvidenceOf } from './related-evidence.ts'

serveOffThread(({ real, synthetic, holdout, options }: RelatedEvaluationTask, onProgress) =>
  relatedEvidenceOf(real, synthetic, holdout, options, onProgress),
)
