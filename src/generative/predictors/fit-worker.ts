// The thread behind `threadFit`.

import { serveOffThread } from '../../off-thread.ts'
import { fitOf } from './recipe.ts'
import type { FitTask } from './thread-fit.ts'

serveOffThread(({ recipe, columns, target }: FitTask) => fitOf(recipe)(columns, target).state)
