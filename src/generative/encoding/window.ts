// Windows of series: the history and what is known of the future as condition, the future as record.
// Values are normalised per window inside the graph, so that series of any scale share one model.

import { constant } from '../../learning/graph/apply.ts'
import { concat, slice, unsqueeze } from '../../learning/graph/arrangement.ts'
import { add, divide, multiply, subtract } from '../../learning/graph/elementwise.ts'
import type { Node, Shape } from '../../learning/graph/node.ts'
import type { Codec } from './codec.ts'
import { type TransformName, transforms } from './transform.ts'
import { countFeatures, levelFeatures } from './window-features.ts'
import {
  type Frame,
  frameOf,
  type Normalisation,
  observe,
  type TypicalFigures,
} from './window-frame.ts'

export interface WindowOptions {
  /** Steps of history that a window shows. */
  readonly contextLength: number
  readonly horizon: number
  /** Features of the calendar at the first step of the future. Default 0. */
  readonly calendarCount?: number
  /** Covariates known in advance, per step of history and future. Default 0. */
  readonly knownCount?: number
  /** Numbers that describe a series and do not change. Default 0. */
  readonly attributeCount?: number
  readonly normalisation: Normalisation
  readonly transform: TransformName
  /** Typical figures over all series, which stand in where a window holds little or nothing. */
  readonly typical: TypicalFigures
}

/**
 * Row inputs: `window` [context + horizon] in training, `history` [context] for a sampler, NaN where
 * a value is missing; where they have any width `calendar`, `known` [(context + horizon) * known] and
 * `attributes`, all finite.
 */
export function windowCodec(options: WindowOptions): Codec {
  const { contextLength, horizon, normalisation, typical } = options
  const { calendarCount = 0, knownCount = 0, attributeCount = 0 } = options
  const transform = transforms[options.transform]
  const widths = {
    calendar: calendarCount,
    known: knownCount * (contextLength + horizon),
    attributes: attributeCount,
  }
  const side = Object.entries(widths).filter(([, width]) => width > 0)
  const sideShapes: Record<string, Shape> = Object.fromEntries(
    side.map(([name, width]) => [name, [width]]),
  )
  const given = { history: [contextLength], ...sideShapes }

  const frame = (history: Node): Frame => frameOf(observe(history), normalisation, typical)

  function condition(inputs: Readonly<Record<string, Node>>): Node {
    const observed = observe(inputs.history!)
    const features =
      normalisation === 'level'
        ? levelFeatures(observed, frame(inputs.history!))
        : countFeatures(observed, typical.unit)
    return concat([...features, ...side.map(([name]) => inputs[name]!)], 1)
  }

  return {
    recordWidth: horizon,
    conditionWidth: condition(placeholders(given)).shape[1]!,
    inputs: { window: [contextLength + horizon], ...sideShapes },
    given,
    example({ window, ...others }) {
      const history = slice(window!, 1, 0, contextLength)
      const future = observe(slice(window!, 1, contextLength))
      const { location, scale } = frame(history)
      const normalised = divide(subtract(future.values, location), scale)
      return {
        record: multiply(transform.forward(normalised), future.mask),
        observed: future.mask,
        condition: condition({ history, ...others }),
      }
    },
    condition,
    decode(record, { history }) {
      const { location, scale } = frame(history!)
      const spread = multiply(transform.inverse(record), unsqueeze(scale, 2))
      return add(spread, unsqueeze(location, 2))
    },
  }
}

function placeholders(shapes: Readonly<Record<string, Shape>>): Record<string, Node> {
  return Object.fromEntries(
    Object.entries(shapes).map(([name, shape]) => [
      name,
      constant(new Float32Array(shape[0]!), [1, ...shape]),
    ]),
  )
}
