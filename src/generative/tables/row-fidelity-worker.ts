// The thread behind `rowFidelity`.

import { serveOffThread } from '../../off-thread.ts'
import { judgeRows } from './row-fidelity.ts'

serveOffThread(judgeRows)
