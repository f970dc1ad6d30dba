import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { loadAreas, loadPlant } from '../../src/plant/model.ts'

const folders: string[] = []

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-plant-'))
  folders.push(folder)
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

const head = 'name: Small\ndemand: { file: demand.csv }\nitems: { file: items.csv }\n'

describe('loadAreas', () => {
  const saws = `name: Small
maintenance:
  - { fleet: saws, file: saws.csv, resource: lathe, costs: { failure: 2, service: 1 } }
`

  test('machines alone are a plant, which has nothing to plan', async () => {
    const folder = await folderWith({ 'plant.yaml': saws, 'saws.csv': 'machine,cycle,heat\n' })
    const areas = await loadAreas(folder)
    expect(areas.file.maintenance.map(({ fleet }) => fleet)).toEqual(['saws'])
    expect(areas.production).toBeUndefined()
    await expect(loadPlant(folder)).rejects.toThrow(
      'plant.yaml: nothing to plan, expected demand and items, got quality or maintenance alone',
    )
  })

  test('with demand, a fleet names a resource that there is', async () => {
    const folder = await folderWith({
      'plant.yaml': saws.replace('name: Small\n', head),
      'items.csv': 'item,unit_cost\nA,2\n',
      'saws.csv': 'machine,cycle,heat\n',
    })
    await expect(loadAreas(folder)).rejects.toThrow('unknown resource')
  })
})

describe('loadPlant', () => {
  test('the example plant loads whole', async () => {
    const plant = await loadPlant('examples/pump-plant')
    expect(plant.file.name).toBe('Pump plant')
    expect(plant.resources.map(({ id }) => id)).toEqual(['machining', 'assembly'])
    const pump = plant.items.find(({ id }) => id === 'CP-25')!
    expect(pump.supply).toBe('make')
    expect(pump.unitCost).toBeGreaterThan(pump.addedCost)
    expect(plant.receipts.length).toBeGreaterThan(0)
  })

  test('a plant with one item is a plant, and identifiers keep their zeros', async () => {
    const folder = await folderWith({
      'plant.yaml': head,
      'items.csv': 'item,unit_cost\n007,2\n',
    })
    const plant = await loadPlant(join(folder, 'plant.yaml'))
    expect(plant.items.map(({ id, addedCost }) => [id, addedCost])).toEqual([['007', 2]])
    expect(plant.billOfMaterials).toEqual([])
  })

  test('text in a number names the file, the row and the column', async () => {
    const folder = await folderWith({
      'plant.yaml': head,
      'items.csv': 'item,unit_cost\nA,2\nB,cheap\n',
    })
    await expect(loadPlant(folder)).rejects.toThrow(
      /items\.csv row 3, column unit_cost: not a number, expected a number.*, got "cheap"/,
    )
  })

  test('a cycle and a routing to nowhere are refused', async () => {
    const files = {
      'plant.yaml': `${head}bill_of_materials: { file: bom.csv }\nrouting: { file: routing.csv }\n`,
      'items.csv': 'item,unit_cost\nA,2\nB,1\n',
      'bom.csv': 'parent,component,quantity\nA,B,1\nB,A,1\n',
      'routing.csv': 'item,resource,hours_per_unit\nA,lathe,1\n',
    }
    await expect(loadPlant(await folderWith(files))).rejects.toThrow('A > B > A')
    const acyclic = { ...files, 'bom.csv': 'parent,component,quantity\nA,B,1\n' }
    await expect(loadPlant(await folderWith(acyclic))).rejects.toThrow('unknown resource')
  })

  test('a file that is missing is named', async () => {
    const folder = await folderWith({ 'plant.yaml': head })
    await expect(loadPlant(folder)).rejects.toThrow('items.csv: no such file')
    await expect(loadPlant(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'not-found' })
  })
})
