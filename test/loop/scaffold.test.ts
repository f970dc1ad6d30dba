import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { plantFiles, scaffoldPlant, schemaText } from '../../src/loop/scaffold.ts'
import { loadPlant } from '../../src/plant/model.ts'
import { parsePlantFile } from '../../src/plant/model/plant-file.ts'
import { itemColumns } from '../../src/plant/model/schema.ts'

const freshFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'millrace-scaffold-'))

describe('a new plant', () => {
  test('can be loaded as it is', async () => {
    const folder = join(await freshFolder(), 'deep', 'plant')
    const files = await scaffoldPlant(folder, 'Carpenter: "A & B"')
    const plant = await loadPlant(folder)
    expect(plant.file.name).toBe('Carpenter: "A & B"')
    expect(plant.items.map(({ id }) => id)).toEqual(['table', 'stool', 'board'])
    expect(plant.routing).toHaveLength(2)
    expect(files[0]).toBe(join(folder, 'plant.yaml'))
  })

  test('that buys only has no tables of making, and can be loaded as it is', async () => {
    const folder = join(await freshFolder(), 'shop')
    const files = await scaffoldPlant(folder, 'Shop', { buysOnly: true })
    expect(files).toHaveLength(4)
    const plant = await loadPlant(folder)
    expect(plant.items.map(({ supply }) => supply)).toEqual(['buy', 'buy'])
    expect(plant.file.resources).toBeUndefined()
  })

  test('tells of every column that items may have', () => {
    const text = plantFiles('x').get('plant.yaml')!
    const untold = itemColumns.filter((name) => !text.includes(name))
    expect(untold).toEqual([])
  })

  test('tells of quality and maintenance in words that can be used as they stand', () => {
    const text = plantFiles('x').get('plant.yaml')!
    const areas = text.slice(text.indexOf('# quality:'))
    const used = areas.split('\n').filter((line) => /^# (quality:|maintenance:| )/.test(line))
    const { quality, maintenance } = parsePlantFile(
      `${text}\n${used.map((line) => line.slice(2)).join('\n')}`,
    )
    expect(quality[0]).toMatchObject({ operation: 'gluing', failing: ['scrap', 'rework'] })
    expect(maintenance[0]).toMatchObject({ fleet: 'saws', crews: 1, horizon: 26 })
  })

  test('names its schema to editors', async () => {
    const text = plantFiles('x').get('plant.yaml')!
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/plant\.schema\.json\n/)
    expect(JSON.parse(schemaText())).toHaveProperty('properties.items')
  })

  test('does not overwrite: where one file is there, nothing is written', async () => {
    const folder = await freshFolder()
    await writeFile(join(folder, 'plant.yaml'), 'mine')
    await expect(scaffoldPlant(folder, 'x')).rejects.toThrow('already there')
    expect(await readdir(folder)).toEqual(['plant.yaml'])
    expect(await readFile(join(folder, 'plant.yaml'), 'utf8')).toBe('mine')
  })

  test('leaves other files of the folder alone', async () => {
    const folder = await freshFolder()
    await writeFile(join(folder, 'notes.txt'), 'mine')
    await scaffoldPlant(folder, 'x')
    expect((await readdir(folder)).sort()).toEqual([
      'data',
      'notes.txt',
      'plant.schema.json',
      'plant.yaml',
    ])
  })
})

test('the pump plant has the schema of today (written by its generate.ts)', async () => {
  expect(await readFile('examples/pump-plant/plant.schema.json', 'utf8')).toBe(schemaText())
})
