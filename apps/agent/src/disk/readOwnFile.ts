import { readFile } from 'node:fs/promises'
import { refusal } from '@infinitio/sdk'
import { ifThere } from './ifThere.ts'

/** The text of a file that the agent keeps in its data folder; null when there is none. Throws `node.settings_unreadable` with the file and why, when it cannot be read. */
export async function readOwnFile(file: string): Promise<string | null> {
  return await ifThere(readFile(file, 'utf8')).catch((error: NodeJS.ErrnoException) => {
    throw refusal('node.settings_unreadable', { detail: `${file}: ${error.code}` })
  })
}
