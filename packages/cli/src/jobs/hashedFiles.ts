import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Renting } from '@infinitio/jobs/scheduler'
import { refusal } from '@infinitio/sdk'

type Hashed = NonNullable<Renting['hidden']>
type Hash = Parameters<Hashed['get']>[0]

/** Returns the absolute paths of files of this computer by their SHA-256. Throws `api.invalid_field` for a file that cannot be read. */
export async function hashedFiles(paths: readonly string[]): Promise<Hashed> {
  const read = async (path: string): Promise<readonly [Hash, string]> => {
    try {
      const digest = createHash('sha256').update(await readFile(path))
      return [`0x${digest.digest('hex')}` as Hash, resolve(path)]
    } catch (cause) {
      throw refusal('api.invalid_field', { detail: `${path}: ${cause instanceof Error ? cause.message : String(cause)}` })
    }
  }
  return new Map(await Promise.all(paths.map(read)))
}
