// What every generative family gives: a training program, and a sampler that draws records.

import type { Node } from '../learning/graph/node.ts'
import type { Like } from '../learning/graph/tree.ts'
import type { Groups, NoiseKind, Program } from '../learning/training/program.ts'

/** Random numbers that one sample needs. */
export interface SampleNoise {
  /** `stratified`: standard normals that spread evenly over the samples of a row. */
  readonly kind: NoiseKind | 'stratified'
  readonly width: number
}

export interface GenerativeModel<P extends Groups = Groups> {
  /** The family: `gan`, `vae`. */
  readonly family: string
  readonly program: Program<P, string, string>
  /** What the noise of a sampler is made of, by name. */
  readonly noise: Readonly<Record<string, SampleNoise>>
  /**
   * Records `[batch, samples, recordWidth]` from a condition `[batch, conditionWidth]` and noise
   * `[batch, samples, width]`.
   */
  sample(
    parameters: Like<P, Node>,
    condition: Node | undefined,
    noise: Readonly<Record<string, Node>>,
  ): Node
  /** What is computed once from the trained parameters, before they are used to sample. */
  finish?(parameters: P): P
}
