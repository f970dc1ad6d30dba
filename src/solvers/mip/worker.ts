// The thread behind `solveMip` and `openMipThread`.

import { openHighs } from './highs.ts'
import { serveOffThread } from '../../off-thread.ts'
import type { MipTask } from './solve.ts'

const opened = openHighs()

serveOffThread(async ({ model, options }: MipTask, onProgress) => {
  const session = await opened
  await session.trim()
  return session.solve(model, {
    ...options,
    onIncumbent: (objective, bound) => {
      const proved = Number.isFinite(bound) ? `bound ${bound.toFixed(2)}` : 'no bound yet'
      onProgress({ stage: 'solve', detail: `cost ${objective.toFixed(2)}, ${proved}` })
    },
  })
})
