import { mkdtemp, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSeriesTable } from '../../../src/data/table/series.ts'

const gigabyte = 1e9

test('one bad row at the end of a gigabyte is named, in less memory than the file has bytes', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-gigabyte-'))
  try {
    const path = join(folder, 'demand.csv')
    const lines = await writeDemand(path, gigabyte)
    const before = process.memoryUsage().rss
    let peak = before
    const failure = readSeriesTable(path, undefined, {
      onProgress: () => {
        peak = Math.max(peak, process.memoryUsage().rss)
      },
    })
    await expect(failure).rejects.toThrow(
      `${path} row ${lines}, column y: not a number, expected a number like 12.5, got "12,5"`,
    )
    expect(peak - before).toBeLessThan(gigabyte)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})

/** Weekly demand of items with 500 weeks each, then one bad row; returns the number of lines. */
async function writeDemand(path: string, byteCount: number): Promise<number> {
  const handle = await open(path, 'w')
  try {
    let rows = 0
    let bytes = (await handle.write('unique_id,ds,y\n')).bytesWritten
    const weeks = Array.from({ length: 500 }, (_, week) => {
      const day = new Date(Date.UTC(2015, 0, 5 + 7 * week)).toISOString().slice(0, 10)
      return `,${day},${(week * 37) % 1000}\n`
    })
    while (bytes < byteCount) {
      const block = Array.from({ length: 100 }, (_, i) => {
        const item = `item ${rows / weeks.length + i}`
        return item + weeks.join(item)
      }).join('')
      bytes += (await handle.write(block)).bytesWritten
      rows += 100 * weeks.length
    }
    await handle.write('last item,2024-01-01,"12,5"\n')
    return rows + 2
  } finally {
    await handle.close()
  }
}
