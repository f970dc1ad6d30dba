import { expect, test } from 'vitest'
import { adam } from '../../../src/learning/optim/adam.ts'
import { createMemory, instantiate } from '../../../src/learning/optim/webassembly.ts'
import { createAllocator, viewOf, type Span } from '../../../src/learning/training/layout.ts'
import {
  compileAccumulation,
  compileUpdate,
  type KernelPlan,
} from '../../../src/learning/training/update.ts'
import { distance, gradients, parametersAfter, start } from '../optim/steps.ts'

const memory = createMemory(1024)

function run({ bytes, vectors }: KernelPlan, scalars: readonly number[]): void {
  const kernel = instantiate(bytes, memory)
  kernel(16, ...vectors.map(({ offset }) => offset * 4), ...scalars)
}

function write(span: Span, values: readonly number[]): Float32Array {
  const view = viewOf(memory.buffer, span)
  view.set(values)
  return view
}

test('an update is the rule of its optimiser, and averages what it made', () => {
  const allocator = createAllocator()
  const vector = (): Span => allocator.vector(3)
  const [gradient, parameters, mean, square, span] = [
    vector(),
    vector(),
    vector(),
    vector(),
    vector(),
  ]
  const optimiser = adam({ rate: 0.1 })
  const { update, scalars } = compileUpdate(optimiser, {
    gradient,
    parameters,
    state: [mean, square],
    average: { span, decay: 0.999 },
  })
  const values = write(parameters, start)
  const trace = gradients.map((slope, step) => {
    write(gradient, slope)
    run(
      update,
      scalars.map((schedule) => schedule(step)),
    )
    return [...values]
  })
  expect(distance([...values], parametersAfter(optimiser, start, gradients))).toBeLessThan(1e-6)
  const average = start.map((_, i) => trace.reduce((total, step) => total + step[i]!, 0) / 3)
  expect(distance([...viewOf(memory.buffer, span)], average)).toBeLessThan(1e-6)
})

test('accumulated gradients are their mean', () => {
  const allocator = createAllocator()
  const [gradient, total] = [allocator.vector(3), allocator.vector(3)]
  const sum = write(total, [0, 0, 0])
  for (const slope of gradients) {
    write(gradient, slope)
    run(compileAccumulation(gradient, total, 3), [])
  }
  expect(distance([...sum], [1, -2 / 3, 4])).toBeLessThan(1e-6)
})
