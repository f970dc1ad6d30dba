// The thread behind `solveLotSizing`.

import { openHighs } from '../mip/highs.ts'
import { serveOffThread } from '../../off-thread.ts'
import { planLots } from './plan.ts'
import type { LotSizingTask } from './solve.ts'

serveOffThread(async ({ problem, options }: LotSizingTask, onProgress) =>
  planLots(await openHighs(), problem, { ...options, onProgress }),
)
