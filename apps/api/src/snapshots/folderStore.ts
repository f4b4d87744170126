import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import type { SnapshotStore, StoredPart } from './snapshotStore.ts'

/**
 * Stores snapshots in a folder of this machine: one folder for each snapshot, one file for each
 * part. If there are several servers, they must share the folder. If two uploads of one part
 * arrive, the later one counts: a machine that was stopped starts again with another key, and its
 * earlier upload may still arrive.
 */
export function folderStore(folder: string): SnapshotStore {
  const folderOf = (snapshotId: string) => join(folder, snapshotId)
  const fileOf = ({ snapshotId, part }: StoredPart) => join(folderOf(snapshotId), String(part))
  return {
    way: {
      kind: 'api',
      async put({ bytes, ...part }, body) {
        const own = folderOf(part.snapshotId)
        await mkdir(own, { recursive: true, mode: 0o700 })
        // Removes the file of an earlier upload, so that it can no longer replace this one.
        for (const name of await readdir(own)) if (name.startsWith(`${part.part}.`)) await rm(join(own, name), { force: true })
        const fresh = `${fileOf(part)}.${randomUUID()}`
        // The folder is a setting. Without this mark, the bundler would assume that the server may
        // read the whole repository.
        const file = await open(/*turbopackIgnore: true*/ fresh, 'wx', 0o600)
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
      async open({ signal, ...part }) {
        const found = await stat(fileOf(part)).catch(() => null)
        if (found === null) return null
        return { bytes: found.size, body: Readable.toWeb(createReadStream(fileOf(part), { signal })) as ReadableStream<Uint8Array> }
      },
    },
    async remove({ snapshotId }) {
      await rm(folderOf(snapshotId), { recursive: true, force: true })
    },
  }
}
