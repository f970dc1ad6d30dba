// A thread that says how often it was asked, for tests of threads; asked for `forever`, it never answers.

import { threadId } from 'node:worker_threads'
import { serveOffThread } from '../src/off-thread.ts'
import { MillraceError } from '../src/errors.ts'

let count = 0

serveOffThread((input: string) => {
  if (input === 'mistake')
    throw new MillraceError('bad-input', 'input: a mistake', { hint: 'none' })
  // Blocks, as work does.
  if (input === 'forever') for (;;);
  return { input, count: ++count, threadId }
})
