import { Readable } from 'node:stream'
import type { SnapshotStore } from '../snapshots/snapshotStore.ts'

/** The bytes of artefacts in the operator's store, each under its own id. */
export type ArtefactFiles = {
  /** Stores exactly `bytes` bytes, completely or not at all. Rejects if the body throws or has another length, or if the store fails. */
  put(file: { id: string; bytes: number }, body: AsyncIterable<Uint8Array>): Promise<void>
  /** Returns the bytes, or null if the store does not have them. Rejects if the store does not answer. */
  open(file: { id: string }): Promise<ReadableStream<Uint8Array> | null>
  /** Removes the bytes. Safe to repeat. Rejects if the store does not answer. */
  remove(file: { id: string }): Promise<void>
}

const answersWithinMs = 60_000

/**
 * Stores artefacts in the store of snapshots: each is one part with an id of its own. The bytes pass this server even when they are in a bucket, because the
 * headers of an answer from a bucket are not ours.
 */
export function artefactFiles({ way, remove }: SnapshotStore): ArtefactFiles {
  const partOf = ({ id }: { id: string }) => ({ snapshotId: `artefact-${id}`, part: 1 })
  const removeFile = (file: { id: string }) => remove({ snapshotId: partOf(file).snapshotId, parts: 1 })
  if (way.kind === 'api') {
    return {
      put: ({ bytes, ...file }, body) => way.put({ ...partOf(file), bytes }, body),
      open: async (file) => (await way.open(partOf(file)))?.body ?? null,
      remove: removeFile,
    }
  }
  return {
    async put({ bytes, ...file }, body) {
      const response = await fetch(await way.putUrl({ ...partOf(file), bytes }), {
        ...{ method: 'PUT', redirect: 'error', signal: AbortSignal.timeout(answersWithinMs) },
        ...{ headers: { 'content-length': String(bytes) }, body: Readable.toWeb(Readable.from(body)), duplex: 'half' },
      } as RequestInit)
      await response.body?.cancel()
      if (!response.ok) throw new Error(`the bucket answers ${response.status} to an artefact`)
    },
    async open(file) {
      const response = await fetch(await way.getUrl(partOf(file)), { redirect: 'error', signal: AbortSignal.timeout(answersWithinMs) })
      if (response.ok) return response.body
      await response.body?.cancel()
      if (response.status === 404) return null
      throw new Error(`the bucket answers ${response.status} for an artefact`)
    },
    remove: removeFile,
  }
}
