import { type Hex32, isHex32 } from '@infinitio/domain'
import { bytesOfHex, deriveKey, hexOfBytes, hmac, PrivateJobError } from './deriveKey.ts'

/** The key of a private job, and the id of the job at the market. */
export type JobKey = { readonly jobId: Hex32; readonly key: Hex32 }

const version = 1
const keys = 'check,infinitioJobKey,job,key'

/**
 * Returns the text of a key file. Everybody who has the file can read the whole job. The pages of a job write it, and `infinitio jobs keys` and
 * `infinitio jobs serve` read it.
 */
export async function jobKeyFileText({ jobId, key }: JobKey): Promise<string> {
  return `${JSON.stringify({ infinitioJobKey: version, job: jobId, key, check: await checkOf({ jobId, key }) }, null, 2)}\n`
}

/** Reads a key file. Throws PrivateJobError for another kind of file, and for a key file in which the id or the key was changed. */
export async function readJobKeyFile(text: string): Promise<JobKey> {
  const { infinitioJobKey: found, job: jobId, key, check } = fieldsOf(text)
  if (found !== version || !isHash(jobId) || !isHash(key)) throw refuse('this is not a key file of a private job')
  if ((await checkOf({ jobId, key })) !== check) throw refuse('this key file was changed: use the file as it was saved')
  return { jobId, key }
}

async function checkOf({ jobId, key }: JobKey): Promise<Hex32> {
  return hexOfBytes(await hmac(await deriveKey(key, { purpose: 'key file', salt: new Uint8Array() }), bytesOfHex(jobId)))
}

function fieldsOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    const isFile = typeof value === 'object' && value !== null && Object.keys(value).toSorted().join() === keys
    return isFile ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

function isHash(value: unknown): value is Hex32 {
  return typeof value === 'string' && isHex32(value)
}

function refuse(message: string): PrivateJobError {
  return new PrivateJobError(message)
}
