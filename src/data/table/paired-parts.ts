// One stream of pairs as two streams, each to its own reader, in constant memory: the faster reader waits
// for the slower one.

/** Parts that a reader may be ahead of the other. */
const mostAhead = 2

/**
 * The two sides of a stream. Both have to be read; where one reader gives up, the other's stream fails,
 * so that neither result is finished without the other.
 */
export function unzip<A, B>(
  pairs: AsyncIterable<readonly [A, B]>,
): [AsyncIterable<A>, AsyncIterable<B>] {
  const source = pairs[Symbol.asyncIterator]()
  const queues: readonly [A[], B[]] = [[], []]
  let isDone = false
  let failure: unknown
  let pulling: Promise<void> | undefined
  let wake = (): void => undefined
  let changed = new Promise<void>((resolve) => (wake = resolve))

  /** Lets all who wait look again. */
  function announce(): void {
    wake()
    changed = new Promise<void>((resolve) => (wake = resolve))
  }

  async function pull(): Promise<void> {
    try {
      const result = await source.next()
      if (result.done === true) isDone = true
      else for (const side of [0, 1] as const) queues[side].push(result.value[side] as A & B)
    } catch (error) {
      failure = error
    }
    pulling = undefined
    announce()
  }

  async function* side<T>(own: T[], other: unknown[]): AsyncGenerator<T, void, undefined> {
    let isRead = false
    try {
      for (;;) {
        if (failure !== undefined) throw failure
        if (own.length > 0) {
          yield own.shift()!
          announce()
        } else if (isDone) {
          isRead = true
          return
        } else if (other.length >= mostAhead) await changed
        else await (pulling ??= pull())
      }
    } finally {
      if (!isRead && failure === undefined) {
        failure = new Error('the other reader of the pairs gave up')
        announce()
        await source.return?.()
      }
    }
  }
  return [side<A>(queues[0], queues[1]), side<B>(queues[1], queues[0])]
}
