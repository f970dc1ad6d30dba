// `millrace init DIR`: a new plant to fill.

import { Command } from 'commander'
import { basename, resolve } from 'node:path'
import { scaffoldPlant } from '../../loop/scaffold.ts'
import type { ActionWrapper } from '../context.ts'

interface InitOptions {
  readonly json?: boolean
  readonly name?: string
  readonly buysOnly?: boolean
}

export function initCommand(action: ActionWrapper): Command {
  const command = new Command('init')
    .description('Write the files of a new plant: plant.yaml with comments, and small tables.')
    .argument('<dir>', 'folder of the plant, made where it is missing')
    .option('--name <name>', 'name of the plant, for its report (default: that of the folder)')
    .option('--buys-only', 'a plant that buys and sells: no bill of materials, resources, routing')
  command.action(async (dir: string, options: InitOptions) =>
    action<InitOptions>(async ({ name, buysOnly }, context) => {
      const files = await scaffoldPlant(dir, name ?? basename(resolve(dir)), { buysOnly })
      for (const file of files) context.print(`wrote ${file}`)
      context.print('')
      context.print(
        `The tables in ${dir}/data are small examples. Put your own in their place, say in plant.yaml how`,
      )
      context.print('their columns are called, and run:')
      context.print(`  npx millrace run ${dir}`)
      context.printJson({ folder: resolve(dir), files })
    })(options),
  )
  return command
}
