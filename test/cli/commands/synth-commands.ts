// A model of the plant's records on disk, and the context of a command that writes down what is printed.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { ActionWrapper } from '../../../src/cli/context.ts'
import { writeCsv } from '../../../src/data/table/write-csv.ts'
import { plantRecords } from '../../generative/tables/plant-records.ts'

export interface SynthFolder {
  readonly data: string
  readonly model: string
  path(name: string): string
}

/** A folder with records, and the name of a model that is not there yet. */
export async function synthFolder(): Promise<SynthFolder> {
  const folder = mkdtempSync(join(tmpdir(), 'millrace-synth-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const path = (name: string): string => join(folder, name)
  await writeCsv(path('records.csv'), plantRecords(150))
  return { data: path('records.csv'), model: path('records.millrace'), path }
}

/** Runs commands and keeps what they print. */
export function recorder(): { action: ActionWrapper; lines: string[]; results: unknown[] } {
  const lines: string[] = []
  const results: unknown[] = []
  const action: ActionWrapper = (run) => (options) =>
    run(options, {
      json: false,
      signal: new AbortController().signal,
      onProgress: () => undefined,
      print: (line) => void lines.push(line),
      printJson: (value) => void results.push(value),
    })
  return { action, lines, results }
}
