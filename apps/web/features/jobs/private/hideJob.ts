import type { Hex32 } from '@infinitio/domain'
import type { NewJobWire } from '@infinitio/domain/wire'
import { sealOwnFile } from '@infinitio/sdk/pool'
import type { Store } from '#web/features/jobs/new-job/useUpload.tsx'

/**
 * Returns a `Store` that encrypts a file with the key of a job, stores it with `store`, and returns the hash of the encrypted bytes. It throws an `AbortError`
 * if the user stops the upload.
 */
export function privateStore(store: Store, key: Hex32): Store {
  return async (file) => {
    const bytes = file instanceof File ? new Uint8Array(await file.arrayBuffer()) : file
    return await store(await sealOwnFile(bytes, key), { readers: 'owner', ...(file instanceof File ? { name: file.name } : {}) })
  }
}

/** Encrypts the files and fields of a job, stores them, and returns the job as the market may read it. */
export async function hideJob(job: NewJobWire, { key, store }: { readonly key: Hex32; readonly store: Store }): Promise<NewJobWire> {
  const { hideTasks } = await import('@infinitio/jobs/private')
  const { shown, hidden } = hideTasks(job)
  const sealed = await sealOwnFile(new TextEncoder().encode(hidden), key)
  return { ...shown, private: await store(sealed, { readers: 'owner' }) }
}
