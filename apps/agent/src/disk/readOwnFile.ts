import { readFile } from 'node:fs/promises'
import { refusal } from '@infinitio/sdk'

/** The text of a file that the agent keeps in its data folder; null when there is none. Throws `node.settings_unreadable` with the file and why, when it cannot be read. */
export async function readOwnFile(file: string): Promise<string | null> {
  return await ifThere(readFile(file, 'utf8')).catch((error: NodeJS.ErrnoException) => {
    throw refusal('node.settings_unreadable', { detail: `${file}: ${error.code}` })
  })
}

/**
 * What was read of a file or folder; null when there is none. Any other failure (no right to it, a disk that fails, no free descriptor) rejects: what cannot
 * be read is not gone.
 */
export async function ifThere<Read>(reading: Promise<Read>): Promise<Read | null> {
  try {
    return await reading
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw error
  }
}
