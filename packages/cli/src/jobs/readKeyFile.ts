import { readFileSync } from 'node:fs'
import { refusal } from '@infinitio/sdk'
import { type JobKey, PrivateJobError, readJobKeyFile } from '@infinitio/sdk/pool'

/** Reads the key file of a private job that a page saved. Throws `api.invalid_field` for a file that was changed, and for another kind of file. */
export async function readKeyFile(path: string): Promise<JobKey> {
  try {
    return await readJobKeyFile(readFileSync(path, 'utf8'))
  } catch (error) {
    const isKnown = error instanceof PrivateJobError || (error instanceof Error && 'code' in error)
    if (!isKnown) throw error
    throw refusal('api.invalid_field', { detail: `${path}: ${error.message}` })
  }
}
