// `millrace encrypt PATH` and `millrace decrypt PATH`: what Millrace keeps of a plant, or one file.

import { Command } from 'commander'
import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { requireFolder } from '../../data/files.ts'
import { requireKey } from '../../data/storage/encryption-key.ts'
import { decryptPlant, encryptPlant } from '../../data/storage/plant-encryption.ts'
import { protectFile } from '../../data/storage/protected-file.ts'
import type { ActionWrapper } from '../context.ts'

interface EncryptOptions {
  readonly json?: boolean
}

export function encryptCommand(action: ActionWrapper): Command {
  return protectionCommand(
    action,
    'encrypt',
    'Encrypt what Millrace keeps of a plant (database, models), or one file, such as a model.',
  )
}

export function decryptCommand(action: ActionWrapper): Command {
  return protectionCommand(action, 'decrypt', 'Take the encryption of a plant or a file away.')
}

function protectionCommand(
  action: ActionWrapper,
  direction: 'encrypt' | 'decrypt',
  description: string,
): Command {
  const command = new Command(direction)
    .description(
      `${description} The key comes from MILLRACE_KEY, MILLRACE_KEY_FILE or MILLRACE_PASSPHRASE.`,
    )
    .argument('[path]', 'folder with plant.yaml, or a file', '.')
  command.action(async (path: string, options: EncryptOptions) =>
    action<EncryptOptions>(async (_, { signal, print, printJson }) => {
      const found = await stat(path).catch(() => undefined)
      const isFile = found?.isFile() ?? false
      if (!isFile) await requireFolder(path)
      const key = await requireKey(path, isFile ? dirname(path) : path)
      const changed = isFile
        ? (await protectFile(path, key, direction))
          ? [path]
          : []
        : direction === 'encrypt'
          ? await encryptPlant(path, key, { signal })
          : await decryptPlant(path, key, { signal })
      for (const file of changed) print(`${direction}ed ${file}`)
      if (changed.length === 0) print(`nothing to ${direction}`)
      printJson({ path, direction, changed })
    })(options),
  )
  return command
}
