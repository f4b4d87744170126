import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { SnapshotStore, StoredPart } from './snapshotStore.ts'

/** Snapshots in a folder of this machine, a folder each, a file a part. Several servers need it at the same place. */
export function folderStore(folder: string): SnapshotStore {
  const folderOf = (snapshotId: string) => join(folder, snapshotId)
  const fileOf = ({ snapshotId, part }: StoredPart) => join(folderOf(snapshotId), String(part))
  return {
    way: {
      kind: 'api',
      async put({ bytes, ...part }, body) {
        await mkdir(folderOf(part.snapshotId), { recursive: true, mode: 0o700 })
        const fresh = `${fileOf(part)}.new`
        const file = await open(fresh, 'w', 0o600)
        try {
          let written = 0
          for await (const chunk of body) {
            written += chunk.byteLength
            if (written > bytes) throw new Error(`a part of ${bytes} bytes is longer`)
            await file.write(chunk)
          }
          if (written !== bytes) throw new Error(`a part of ${bytes} bytes has ${written}`)
          await file.datasync()
        } finally {
          await file.close()
        }
        await rename(fresh, fileOf(part))
      },
      async open(part) {
        const found = await stat(fileOf(part)).catch(() => null)
        if (found === null) return null
        return { bytes: found.size, body: Readable.toWeb(createReadStream(fileOf(part))) as ReadableStream<Uint8Array> }
      },
    },
    async remove({ snapshotId }) {
      await rm(folderOf(snapshotId), { recursive: true, force: true })
    },
  }
}
