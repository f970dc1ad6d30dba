// Compiles what follows a gradient to kernels: the optimiser's rule, the moving average of the weights,
// and the sum of gradients over several batches.

import { input, scalar } from '../graph/apply.ts'
import { add, multiply } from '../graph/elementwise.ts'
import type { Node } from '../graph/node.ts'
import { averageWeight, movingAverage } from '../optim/averaging.ts'
import { compileKernel } from '../optim/kernel.ts'
import type { Optimiser } from '../optim/optimiser.ts'
import type { Schedule } from '../optim/schedules.ts'
import type { Span } from './layout.ts'

/** A kernel and the vectors that it takes, in order. */
export interface KernelPlan {
  readonly bytes: Uint8Array
  readonly vectors: readonly Span[]
}

export interface UpdatePlan {
  readonly update: KernelPlan
  /** The numbers that the kernel takes, as functions of the step. */
  readonly scalars: readonly Schedule[]
}

/** Vectors of one phase, all of the same length. */
export interface UpdateSpans {
  readonly gradient: Span
  readonly parameters: Span
  /** One per state of the optimiser. */
  readonly state: readonly Span[]
  readonly average: { readonly span: Span; readonly decay: number } | undefined
}

export function compileUpdate(optimiser: Optimiser, spans: UpdateSpans): UpdatePlan {
  const vector = (name: string): Node => input(name, [spans.parameters.length])
  const parameters = vector('parameters')
  const { update, state } = optimiser.update({
    gradient: vector('gradient'),
    parameters,
    state: Object.fromEntries(optimiser.state.map((name) => [name, vector(`state/${name}`)])),
    scalars: Object.fromEntries(
      Object.keys(optimiser.scalars).map((name) => [name, input(`scalars/${name}`, [])]),
    ),
  })
  const next = add(parameters, update)
  const results = new Map([['parameters', next]])
  const vectors = new Map([
    ['gradient', spans.gradient],
    ['parameters', spans.parameters],
  ])
  const scalars = new Map<string, Schedule>(
    Object.entries(optimiser.scalars).map(([name, rule]) => [`scalars/${name}`, rule]),
  )
  optimiser.state.forEach((name, i) => {
    vectors.set(`state/${name}`, spans.state[i]!)
    results.set(`state/${name}`, state[name]!)
  })
  if (spans.average) {
    const { span, decay } = spans.average
    vectors.set('average', span)
    scalars.set('weight', averageWeight(decay))
    results.set('average', movingAverage(vector('average'), next, input('weight', [])))
  }
  const bytes = compileKernel({
    vectors: [...vectors.keys()],
    scalars: [...scalars.keys()],
    results,
  })
  return { update: { bytes, vectors: [...vectors.values()] }, scalars: [...scalars.values()] }
}

/** total + gradient / count, so that the sum over `count` batches is the gradient of their mean. */
export function compileAccumulation(gradient: Span, total: Span, count: number): KernelPlan {
  const shape = [gradient.length]
  const sum = add(input('total', shape), multiply(input('gradient', shape), scalar(1 / count)))
  return {
    bytes: compileKernel({
      vectors: ['gradient', 'total'],
      scalars: [],
      results: new Map([['total', sum]]),
    }),
    vectors: [gradient, total],
  }
}
