// Holds the files of `quality:` and `maintenance:` against plant.yaml before anything long begins: they
// are there, and so is every column that is named. Their records are read by the areas themselves.

import { resolve } from 'node:path'
import { readColumnNames } from '../../data/table/column-names.ts'
import { MillraceError } from '../../errors.ts'
import { nearestName } from '../../near-name.ts'
import { eventColumns, sensorColumns, type Fleet } from './maintenance-schema.ts'
import type { QualityOperation } from './quality-schema.ts'
import { unknownResource, type Resource } from './resources.ts'

/** @throws MillraceError `not-found` for the file, `bad-input` for a column that it does not have. */
export async function checkQualityFile(folder: string, operation: QualityOperation): Promise<void> {
  const { file, columns, outcome, settings, measurements = [], ignore } = operation
  const charted = operation.control_charts.flatMap(
    ({ characteristic, subgroup, opportunities }) => [characteristic, subgroup, opportunities],
  )
  const used = [
    ...Object.values(columns),
    outcome,
    ...Object.keys(settings),
    ...measurements,
    ...ignore,
    ...charted,
  ]
  await requireColumns(folder, file, used, `operation "${operation.operation}"`)
}

/** As `checkQualityFile`; the resource must be one of the plant's, where they are known. */
export async function checkFleetFiles(
  folder: string,
  fleet: Fleet,
  resources?: readonly Resource[],
): Promise<void> {
  const { columns, events, resource } = fleet
  const subject = `fleet "${fleet.fleet}"`
  const ids = resources && new Set(resources.map(({ id }) => id))
  if (ids && resource !== undefined && !ids.has(resource)) {
    throw unknownResource(`plant.yaml, resource of ${subject}`, resource, ids)
  }
  if (events) {
    const names = [
      ...eventColumns.map((name) => events.columns[name] ?? name),
      events.columns.cause,
    ]
    await requireColumns(folder, events.file, names, subject)
  }
  if (fleet.file === undefined) return
  const used = [
    ...sensorColumns.map((name) => columns[name] ?? name),
    ...fleet.conditions,
    ...(fleet.channels ?? []),
  ]
  await requireColumns(folder, fleet.file, used, subject)
}

async function requireColumns(
  folder: string,
  file: string,
  used: readonly (string | undefined)[],
  subject: string,
): Promise<void> {
  const found = await readColumnNames(resolve(folder, file))
  const absent = used.find((name) => name !== undefined && !found.includes(name))
  if (absent === undefined) return
  const nearest = nearestName(absent, found)
  const shown = found.slice(0, 12).join(', ')
  throw new MillraceError(
    'bad-input',
    `${file}: column ${absent} is missing, expected it for ${subject}, got ${shown}${found.length > 12 ? ', ...' : ''}`,
    { hint: nearest ? `Did you mean ${nearest}?` : 'Name the column that holds it in plant.yaml' },
  )
}
