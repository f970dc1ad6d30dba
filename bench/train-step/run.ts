// Times a training step against PyTorch on the CPU and TensorFlow.js on WASM. Blocks of steps alternate
// between the engines, so that a noisy machine is noisy for all. Peers: bench/peers/install.sh.
//
//   npx tsx bench/train-step/run.ts [--threads 1,2] [--case mlp] [--rounds 12] [--clock cpu]
//     [--spin 50]   microseconds for which a thread of ours waits awake; 20 is what training does

import { parseArgs } from 'node:util'
import { cases, type Case } from './cases.ts'
import { createOwnEngine, createPeerEngine, type Clock, type Engine } from './engines.ts'

const { values } = parseArgs({
  options: {
    threads: { type: 'string', default: '1,2' },
    case: { type: 'string' },
    rounds: { type: 'string', default: '12' },
    spin: { type: 'string', default: '20' },
    clock: { type: 'string', default: 'wall' },
  },
})

const clock: Clock = values.clock === 'cpu' ? 'cpu' : 'wall'

interface Timing {
  readonly median: number
  readonly fastest: number
}

/** Medians over all steps of all rounds, and the tenth percentile, which noise reaches least. */
function summarize(milliseconds: readonly number[]): Timing {
  const sorted = milliseconds.toSorted((a, b) => a - b)
  return {
    median: sorted[Math.floor(sorted.length / 2)]!,
    fastest: sorted[Math.floor(sorted.length / 10)]!,
  }
}

async function time(
  chosen: Case,
  engines: readonly Engine[],
  rounds: number,
): Promise<(Timing | string)[]> {
  const steps: number[] = []
  const failures: (string | undefined)[] = []
  // One warm-up block each, from which the length of a block of about 150 ms follows.
  for (const [i, engine] of engines.entries()) {
    try {
      const { fastest } = summarize(await engine.run(chosen, 5, clock))
      steps[i] = Math.max(1, Math.min(40, Math.round(150 / fastest)))
    } catch (error) {
      failures[i] = error instanceof Error ? error.message : String(error)
    }
  }
  const all: number[][] = engines.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [i, engine] of engines.entries()) {
      if (failures[i] === undefined) all[i]!.push(...(await engine.run(chosen, steps[i]!, clock)))
    }
  }
  return engines.map((_, i) => failures[i] ?? summarize(all[i]!))
}

function describe(timing: Timing | string | undefined): string {
  if (timing === undefined) return 'not installed'
  if (typeof timing === 'string') return 'cannot run'
  return `${timing.median.toFixed(2)} (${timing.fastest.toFixed(2)})`
}

function ratio(own: Timing | string, peer: Timing | string | undefined): string {
  if (typeof own === 'string' || peer === undefined || typeof peer === 'string') return '-'
  return `${(peer.median / own.median).toFixed(2)} (${(peer.fastest / own.fastest).toFixed(2)})`
}

const peers = 'bench/peers'
console.log(
  `Milliseconds per step (${clock} clock): median (tenth percentile). Ratios: peer / Millrace.\n`,
)
console.log('| case | threads | Millrace | PyTorch | ratio | TensorFlow.js WASM | ratio |')
console.log('|---|---|---|---|---|---|---|')
const notes = new Set<string>()
for (const threads of values.threads.split(',')) {
  const own = createOwnEngine(Number(threads), Number(values.spin))
  const torch = await createPeerEngine(`${peers}/.venv/bin/python`, [
    `${peers}/train_step.py`,
    threads,
  ])
  const tensorflow = await createPeerEngine(process.execPath, [`${peers}/train-step.mjs`, threads])
  const engines = [own, torch, tensorflow].filter((engine) => engine !== undefined)
  for (const chosen of cases) {
    if (values.case !== undefined && !values.case.split(',').includes(chosen.name)) continue
    const timings = await time(chosen, engines, Number(values.rounds))
    const of = (engine: Engine | undefined): Timing | string | undefined =>
      engine && timings[engines.indexOf(engine)]
    for (const [i, timing] of timings.entries()) {
      if (typeof timing === 'string') notes.add(`${engines[i]!.name}, ${chosen.name}: ${timing}`)
    }
    const cells = [of(own), of(torch), of(tensorflow)]
    console.log(
      `| ${chosen.title} | ${threads} | ${describe(cells[0])} | ${describe(cells[1])} | ${ratio(cells[0]!, cells[1])} | ${describe(cells[2])} | ${ratio(cells[0]!, cells[2])} |`,
    )
  }
  for (const engine of engines) await engine.close()
}
for (const note of notes) console.log(`\n${note}`)
