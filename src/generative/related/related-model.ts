// A generative model of two related tables, fitted or read from a file: draws parents and the children of
// each, also under conditions on the parent, and says how surprising parents and children are.

import { throwIfCancelled } from '../../errors.ts'
import { writeFileAtomic } from '../../data/files.ts'
import { readProtectedFile } from '../../data/storage/protected-file.ts'
import { createRandom, type Random } from '../../random.ts'
import { openConstraints } from '../constraints/constrained-rows.ts'
import { constrainedModel } from '../tables/constrained-model.ts'
import { familyNamed } from '../tables/families.ts'
import { decodeTableModel } from '../tables/model-file.ts'
import { type RowMatrix, rowsOf } from '../tables/row-matrix.ts'
import type { RowModel } from '../tables/row-model.ts'
import { openTableModel, type SampleOptions, type TableModel } from '../tables/table-model.ts'
import { drawConditions } from './condition-chain.ts'
import { fromConditions } from './conditions.ts'
import { addCourses } from './courses.ts'
import { createHistory } from './history.ts'
import { type DrawnChildren, parentTable, tablesOf } from './related-tables.ts'
import {
  decodeRelatedModel,
  encodeRelatedModel,
  type RelatedModelDescription,
  type StoredRelatedModel,
} from './related-file.ts'
import type { RelatedTables } from './related-rows.ts'
import { type RelatedScores, type ScoreRelatedOptions, scoreRelated } from './score-related.ts'
import { stepFields, type StepPlan, writeChild, writeContext } from './step-rows.ts'

export interface RelatedModel {
  readonly description: RelatedModelDescription
  /**
   * `count` parents with their children, in blocks of bounded size. The same seed and count give the same
   * rows. What is given are fields of the parent, and `length`, the number of children.
   * @throws MillraceError `not-found` or `bad-input` for what cannot be given, `cancelled`.
   */
  sample(count: number, options: SampleOptions): AsyncGenerator<RelatedTables, void, undefined>
  /** @throws MillraceError `unsupported` for a family without probabilities. */
  score(tables: RelatedTables, options?: ScoreRelatedOptions): Promise<RelatedScores>
  encode(): Uint8Array
  /** Writes `encode()` to a file, whole or not at all. */
  save(path: string): Promise<void>
  /** The ONNX models alone: the one that draws parents and the one that draws children. */
  exportOnnx(): { readonly parent: Uint8Array; readonly child: Uint8Array }
  release(): Promise<void>
}

/** Children in a block, about; one parent's children stay together. */
const childrenPerBlock = 100_000

/** An encrypted file is read with the key that the environment names. @throws as `readTableModel`. */
export async function readRelatedModel(path: string): Promise<RelatedModel> {
  return openRelatedModel(decodeRelatedModel(new Uint8Array(await readProtectedFile(path)), path))
}

export async function openRelatedModel(stored: StoredRelatedModel): Promise<RelatedModel> {
  const { description, plan, models } = stored
  const parents = await openTableModel(decodeTableModel(stored.parents, 'parents'))
  const constraints = openConstraints(stored.constraints, stepFields(plan))
  const family = await familyNamed(description.family.child).open(stored, constraints.fields)
  const steps = constrainedModel(family, constraints)
  return {
    description,
    sample: (count, options) => sample(parents, steps, stored, count, options),
    score: (tables, options) => scoreRelated(parents, steps, stored, tables, options),
    encode: () => encodeRelatedModel(stored),
    save: (path) => writeFileAtomic(path, encodeRelatedModel(stored)),
    exportOnnx: () => ({ parent: parents.exportOnnx(), child: models.sampler }),
    async release() {
      await parents.release()
      await steps.release()
    },
  }
}

async function* sample(
  parentModel: TableModel,
  steps: RowModel,
  stored: StoredRelatedModel,
  count: number,
  { onProgress, ...options }: SampleOptions,
): AsyncGenerator<RelatedTables, void, undefined> {
  const { plan } = stored
  const { schema } = parentModel.description
  const random = createRandom(options.seed).split('children')
  const given = givenLength(stored, options.given)
  let [parentsBefore, childrenBefore] = [0, 0]
  for await (const block of parentModel.sample(count, { ...options, given })) {
    const rows = rowsOf(schema, block)
    for (const [from, to] of pieces(plan, rows)) {
      throwIfCancelled(options.signal)
      const width = rows.fields.length
      const parents = rows.values.subarray(from * width, to * width)
      const drawn = await drawChildren(steps, stored, parents, random.split(parentsBefore))
      yield tablesOf(stored, parentTable(stored, block, from, to), drawn, childrenBefore)
      parentsBefore += to - from
      childrenBefore += drawn.starts.at(-1)!
      onProgress?.({ stage: 'sample', fraction: parentsBefore / count })
    }
  }
}

/** A length is given by its plain name also where the model calls it otherwise. */
function givenLength(
  { profile, description }: StoredRelatedModel,
  given: SampleOptions['given'] = {},
): SampleOptions['given'] {
  const { length, ...others } = given
  const isOwn = Object.hasOwn(description.schema.parent.fields, 'length')
  return length === undefined || isOwn ? given : { ...others, [profile.length]: length }
}

/** Runs of parents `[from, to)` with about `childrenPerBlock` children each. */
function* pieces(
  { lengthPlace }: StepPlan,
  { rowCount, fields, values }: RowMatrix,
): Generator<[number, number]> {
  let [from, children] = [0, 0]
  for (let parent = 0; parent < rowCount; parent++) {
    children += values[parent * fields.length + lengthPlace]!
    if (children < childrenPerBlock && parent < rowCount - 1) continue
    yield [from, parent + 1]
    from = parent + 1
    children = 0
  }
}

/** All parents' first children at once, then their second ones, and so on. */
async function drawChildren(
  steps: RowModel,
  { plan, profile, conditions, courses }: StoredRelatedModel,
  parents: Float64Array,
  random: Random,
): Promise<DrawnChildren> {
  const { forms, parentFields, lengthPlace, calendar } = plan
  const count = parents.length / parentFields.length
  const starts = new Uint32Array(count + 1)
  for (let p = 0; p < count; p++) {
    starts[p + 1] = starts[p]! + parents[p * parentFields.length + lengthPlace]!
  }
  const labels = conditions && drawConditions(conditions.chain, starts, random.split('conditions'))
  const own = forms.length
  const values = new Float64Array(starts[count]! * own)
  const history = createHistory(forms, count)
  const width = stepFields(plan).length
  const contexts = width - own
  const flags = Uint8Array.from({ length: width }, (_, i) => Number(i < contexts))
  for (let place = 0; ; place++) {
    const active = Array.from({ length: count }, (_, p) => p).filter(
      (p) => starts[p]! + place < starts[p + 1]!,
    )
    if (active.length === 0) break
    const given = {
      rowCount: active.length,
      values: new Float64Array(active.length * width),
      flags: new Uint8Array(active.length * width),
    }
    for (const [i, p] of active.entries()) {
      const row = starts[p]! + place
      const order = calendar && place > 0 ? values[(row - 1) * own + calendar.place]! : NaN
      const length = starts[p + 1]! - starts[p]!
      const child = { place, length, order, condition: labels?.[row] }
      writeContext(plan, history, { values: parents, place: p }, child, given.values, i * width)
      given.flags.set(flags, i * width)
    }
    const drawn = await steps.draw(given, random.split('step', place))
    for (const [i, p] of active.entries()) {
      const to = (starts[p]! + place) * own
      const from = { values: drawn, at: i * width + contexts }
      writeChild(plan, from, { values: parents, place: p }, values, place === 0 ? -1 : to - own, to)
      history.add(p, values, to)
    }
  }
  if (courses) {
    const places = profile.courses.map((name) =>
      parentFields.findIndex((field) => field.name === name),
    )
    const scores = Float64Array.from(
      { length: count * places.length },
      (_, i) =>
        parents[Math.floor(i / places.length) * parentFields.length + places[i % places.length]!]!,
    )
    addCourses(courses, values, own, starts, scores)
  }
  if (conditions && labels) fromConditions(conditions, labels, values, own)
  return { values, starts }
}
