// What a training and its thread tell each other through shared memory: to stop, and that it has ended.
// A thread must not be ended from outside: one that is within a run of ONNX Runtime then takes the whole
// process with it ("terminate called after throwing an instance of 'Napi::Error'", exit code 134). So a
// process that ends for another reason, such as an error elsewhere, first waits for its threads.

/** Two numbers in shared memory, each 0 until it is said. */
export type ThreadSignals = Int32Array

const stopPlace = 0
const endPlace = 1

export function createThreadSignals(): ThreadSignals {
  return new Int32Array(new SharedArrayBuffer(8))
}

export function askToStop(signals: ThreadSignals): void {
  Atomics.store(signals, stopPlace, 1)
}

export function isAskedToStop(signals: ThreadSignals): boolean {
  return Atomics.load(signals, stopPlace) === 1
}

/** From then on the thread runs nothing that must not be interrupted. */
export function reportEnd(signals: ThreadSignals): void {
  Atomics.store(signals, endPlace, 1)
  Atomics.notify(signals, endPlace)
}

/** As long as a process that ends waits for a thread: a step and a validation take less. */
const patienceMilliseconds = 10_000

const running = new Set<ThreadSignals>()

/** Until the thread has ended, the end of the process stops it first. */
export function guardExit(signals: ThreadSignals): void {
  if (running.size === 0) process.once('exit', stopAll)
  running.add(signals)
}

export function releaseExit(signals: ThreadSignals): void {
  running.delete(signals)
  if (running.size === 0) process.off('exit', stopAll)
}

function stopAll(): void {
  for (const signals of running) askToStop(signals)
  for (const signals of running) Atomics.wait(signals, endPlace, 0, patienceMilliseconds)
}
