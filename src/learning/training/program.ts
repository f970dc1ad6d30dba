// A training program says what is learnt, without a loop of its own: parameters, what a step is fed
// with, and the phases of a step. A VAE has one phase, a GAN two. `fit` runs it.

import type { Random } from '../../random.ts'
import type { Node, Shape, TensorValue } from '../graph/node.ts'
import type { Like, Tree } from '../graph/tree.ts'
import type { Optimiser } from '../optim/optimiser.ts'

/** Parameters in named groups; a phase trains whole groups, the others stand still for it. */
export type Groups = Readonly<Record<string, Tree<TensorValue>>>

/** `normal`: standard; `uniform`: on [0, 1); `gumbel`: standard, -log(-log(uniform)). */
export type NoiseKind = 'normal' | 'uniform' | 'gumbel'

/** Random numbers that a step is fed with, drawn afresh from the seed for each run of a phase. */
export interface NoiseInput {
  readonly kind: NoiseKind
  /** The whole shape, with the batch. */
  readonly shape: Shape
}

/** What the losses of a program see: everything is a node of concrete shape. */
export interface StepInputs<P extends Groups, B extends string, N extends string> {
  readonly parameters: Like<P, Node>
  /** `[batchSize, ...row shape]` */
  readonly batch: Readonly<Record<B, Node>>
  readonly noise: Readonly<Record<N, Node>>
}

export interface PhaseLoss<P extends Groups> {
  /** A float32 scalar, minimised. */
  readonly loss: Node
  /** Scalars to report beside the loss. */
  readonly metrics?: Readonly<Record<string, Node>>
  /** New values of whole groups that no phase trains, such as running statistics. */
  readonly updates?: { readonly [K in keyof P]?: Like<P[K], Node> }
}

export interface Phase<P extends Groups, B extends string, N extends string> {
  /** Names the phase in the history of losses. */
  readonly name: string
  /** The groups that this phase trains; no two phases train the same group. */
  readonly trains: readonly (keyof P & string)[]
  readonly optimiser: Optimiser
  /** Times that the phase runs per iteration, each on a batch of its own; default 1. */
  readonly repeat?: number
  loss(inputs: StepInputs<P, B, N>): PhaseLoss<P>
}

export interface Program<
  P extends Groups = Groups,
  B extends string = string,
  N extends string = string,
> {
  /** Rows per batch; the shapes of a step are fixed. */
  readonly batchSize: number
  /** Shape of one row of each batch input, without the batch. */
  readonly inputs: Readonly<Record<B, Shape>>
  /** Noise that the phases and the evaluation may use; only what is used is drawn. */
  readonly noise: Readonly<Record<N, NoiseInput>>
  initialise(random: Random): P
  /** Run in order, iteration after iteration. */
  readonly phases: readonly Phase<P, B, N>[]
  /**
   * Metrics of held-out rows, each of shape `[batchSize]`, one value per row: `fit` averages them
   * over the validation rows, always under the same noise, so that epochs can be compared.
   */
  evaluate?(inputs: StepInputs<P, B, N>): Readonly<Record<string, Node>>
}

/** Gives the program back; its use is that the compiler infers the names of groups and inputs. */
export function defineProgram<P extends Groups, B extends string, N extends string>(
  program: Program<P, B, N>,
): Program<P, B, N> {
  return program
}

/**
 * Rows of one batch input: row `i` is the `length` numbers of `values` from `starts[i]` on, where
 * the length is that of the input's row shape. Overlapping windows of long series need no copy.
 */
export interface Rows {
  readonly values: Float32Array
  readonly starts: Uint32Array
}

/** Rows of each batch input; the same number for all, and row `i` of one belongs to row `i` of all. */
export type TrainingData<B extends string = string> = Readonly<Record<B, Rows>>

/** Plain rows: `values` is a matrix of `rowLength` columns. */
export function matrixRows(values: Float32Array, rowLength: number): Rows {
  const count = rowLength === 0 ? 0 : Math.floor(values.length / rowLength)
  return { values, starts: Uint32Array.from({ length: count }, (_, i) => i * rowLength) }
}
