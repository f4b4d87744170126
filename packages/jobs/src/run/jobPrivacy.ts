import { readFile } from 'node:fs/promises'
import type { Hex32 } from '@infinitio/domain'
import { sealInput } from '@infinitio/sdk/pool'
import { AdapterError, type JobInput } from '@infinitio/tasks'
import type { JobEffects } from './jobEffects.ts'
import { createKeyGiver } from './keyGiver.ts'
import { openStoredInput, type StoredInput } from './storedInput.ts'

type Stored = Pick<JobEffects, 'store' | 'privacy'>

/**
 * Stores the input of a step and its files for the machines that run it; those of a private job are encrypted. Returns the stored text of the input. Throws
 * AdapterError if a file changed after the input was checked.
 */
export async function publishInput(
  { store, privacy }: Stored,
  { input, text, files }: { readonly input: JobInput; readonly text: string; readonly files: ReadonlyMap<string, string> },
): Promise<string> {
  const pathOf = (name: string): string => {
    const path = files.get(name)
    if (path === undefined) throw new AdapterError('inputInvalid', `the job has no file ${name}`, { field: 'files' })
    return path
  }
  if (privacy === null) {
    for (const [name, file] of Object.entries(input.files)) await store.publishFile(file, pathOf(name))
    await store.publish(bytesOf(text))
    return text
  }
  const read = async (name: string) => new Uint8Array(await readFile(pathOf(name)))
  const { key: jobKey } = privacy
  const whole = await sealInput({ text, files: input.files, read }, { jobKey, publish: store.publish })
  await store.publish(bytesOf(whole))
  return whole
}

/** Reads the stored input of a step by its hash, and decrypts it with the key of the job. Throws AdapterError for a private input without that key. */
export function openInput({ store, privacy }: Stored, of: Hex32): Promise<StoredInput> {
  return openStoredInput({ key: privacy?.key ?? null, readBytes: (sha256) => bytesAt(store, sha256) }, of)
}

/** Returns the function that gives keys to machines, as `createKeyGiver` does. It does nothing for jobs that are not private. */
export function keyGiver({ store, privacy, onProgress }: Stored & Pick<JobEffects, 'onProgress'>): ReturnType<typeof createKeyGiver> {
  if (privacy === null) return async () => {}
  return createKeyGiver({ privacy, onProgress, readText: async (sha256) => new TextDecoder().decode(await bytesAt(store, sha256)) })
}

async function bytesAt(store: JobEffects['store'], sha256: Hex32): Promise<Uint8Array> {
  return new Uint8Array(await readFile(await store.fetch(sha256)))
}

function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(new TextEncoder().encode(text))
}
