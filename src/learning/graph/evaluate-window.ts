// Convolutions, their adjoints and pooling for the reference interpreter, straight from the definition:
// y[n, o, p] = sum over c, k of x[n, c, p * stride - before + k * dilation] * w[o, c, k].

import { forEachIndex, offsetOf, type Values } from './evaluate-index.ts'
import { sizeOf, type PoolWindow, type Shape, type Window } from './node.ts'

/** y from x and w. */
export function convolve(
  x: Values,
  xShape: Shape,
  w: Values,
  wShape: Shape,
  yShape: Shape,
  window: Window,
): Values {
  const y = new Float64Array(sizeOf(yShape))
  forEachTerm(xShape, wShape, yShape, window, (i, j, k) => {
    y[k]! += x[i]! * w[j]!
  })
  return y
}

/** x from y and w: the adjoint of `convolve` in x. */
export function scatterConvolve(
  y: Values,
  yShape: Shape,
  w: Values,
  wShape: Shape,
  xShape: Shape,
  window: Window,
): Values {
  const x = new Float64Array(sizeOf(xShape))
  forEachTerm(xShape, wShape, yShape, window, (i, j, k) => {
    x[i]! += y[k]! * w[j]!
  })
  return x
}

/** w from x and y: the adjoint of `convolve` in w. */
export function correlateKernel(
  x: Values,
  xShape: Shape,
  y: Values,
  yShape: Shape,
  wShape: Shape,
  window: Window,
): Values {
  const w = new Float64Array(sizeOf(wShape))
  forEachTerm(xShape, wShape, yShape, window, (i, j, k) => {
    w[j]! += x[i]! * y[k]!
  })
  return w
}

/** Flat position in x of the first maximum of every window. */
export function maximumPositions(
  x: Values,
  xShape: Shape,
  yShape: Shape,
  pool: PoolWindow,
): Values {
  const window: Window = { ...pool, dilations: pool.kernel.map(() => 1), groups: xShape[1]! }
  const wShape = [xShape[1]!, 1, ...pool.kernel]
  const positions = new Float64Array(sizeOf(yShape)).fill(-1)
  forEachTerm(xShape, wShape, yShape, window, (i, _, k) => {
    const held = positions[k]!
    if (held < 0 || x[i]! > x[held]!) positions[k] = i
  })
  return positions
}

/** Every product x[i] * w[j] that is part of y[k]. */
function forEachTerm(
  xShape: Shape,
  wShape: Shape,
  yShape: Shape,
  { strides, before, dilations, groups }: Window,
  visit: (i: number, j: number, k: number) => void,
): void {
  const [outputs, depth, ...kernel] = wShape
  forEachIndex(yShape, ([n, o, ...position], k) => {
    const firstChannel = Math.floor(o! / (outputs! / groups)) * depth!
    forEachIndex([depth!, ...kernel], ([c, ...tap], inKernel) => {
      const source = position.map((p, i) => p * strides[i]! - before[i]! + tap[i]! * dilations[i]!)
      if (source.some((s, i) => s < 0 || s >= xShape[i + 2]!)) return
      const i = offsetOf([n!, firstChannel + c!, ...source], xShape)
      visit(i, o! * depth! * sizeOf(kernel) + inKernel, k)
    })
  })
}
