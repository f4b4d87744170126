import { type Bucket, presignUrl } from './presignUrl.ts'
import type { SnapshotStore, StoredPart } from './snapshotStore.ts'

/** Seconds for which a URL is valid: enough time to start sending a part, but short, so that a leaked URL soon expires. */
const goodForSeconds = 300
const removeWithinMs = 10_000
const removeAtOnce = 8

/**
 * Stores snapshots in a bucket, one object for each part. Machines get a URL for one part of one
 * length. The bucket's key stays on this server.
 */
export function s3Store(bucket: Bucket): SnapshotStore {
  const objectOf = ({ snapshotId, part }: StoredPart) => `${snapshotId}/${part}`
  const signed = (method: 'GET' | 'PUT' | 'DELETE', part: StoredPart, headers: Record<string, string> = {}) =>
    presignUrl(bucket, { method, object: objectOf(part), headers, goodForSeconds, now: new Date() })
  return {
    way: {
      kind: 'signed',
      putUrl: async ({ bytes, ...part }) => signed('PUT', part, { 'content-length': String(bytes) }),
      getUrl: async (part) => signed('GET', part),
    },
    async remove({ snapshotId, parts }) {
      const waiting = Array.from({ length: parts }, (_, index) => index + 1)
      const removeOne = async (part: number): Promise<void> => {
        const url = signed('DELETE', { snapshotId, part })
        const response = await fetch(url, { method: 'DELETE', redirect: 'error', signal: AbortSignal.timeout(removeWithinMs) })
        await response.body?.cancel()
        // A part that was never stored counts as removed.
        if (!response.ok && response.status !== 404) throw new Error(`the bucket answers ${response.status} to a removal`)
      }
      const worker = async (): Promise<void> => {
        for (let part = waiting.pop(); part !== undefined; part = waiting.pop()) await removeOne(part)
      }
      await Promise.all(Array.from({ length: removeAtOnce }, worker))
    },
  }
}
