import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'

/**
 * Stores snapshots in a folder of this machine: one folder for each snapshot, one file for each part. Several servers must share the folder. If a part is
 * uploaded twice at the same time, the upload that began later counts: a machine that restarts encrypts with a new key, and its earlier upload may still be
 * running.
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
        // Delete the unfinished file of an earlier upload of this part, so that it cannot replace the new one.
        for (const name of await readdir(own)) if (name.startsWith(`${part.part}.`)) await rm(join(own, name), { force: true })
        const fresh = `${fileOf(part)}.${randomUUID()}`
        // The comment `turbopackIgnore` is for the bundler: the folder is a setting, so without it the bundler would include the whole repository.
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

/** A part of a snapshot. The first part has number 1. */
export type StoredPart = { readonly snapshotId: string; readonly part: number }

/** How machines send and fetch the parts of a snapshot: through the API, or with URLs that are signed for one part and some minutes. */
type PartsWay =
  | {
      readonly kind: 'api'
      /**
       * Stores a part of exactly `bytes`, completely or not at all. Rejects if the body has another
       * length or the disk fails.
       */
      put(part: StoredPart & { bytes: number }, body: AsyncIterable<Uint8Array>): Promise<void>
      /** Returns a part's bytes, or null if it does not exist. The signal ends the stream with an error. */
      open(part: StoredPart & { signal?: AbortSignal }): Promise<{ body: ReadableStream<Uint8Array>; bytes: number } | null>
    }
  | {
      readonly kind: 'signed'
      /** Returns a URL that accepts this part with exactly `bytes`. */
      putUrl(part: StoredPart & { bytes: number }): Promise<string>
      getUrl(part: StoredPart): Promise<string>
    }

/** The store of encrypted snapshots. The store does not know their content or owner. */
export type SnapshotStore = {
  readonly way: PartsWay
  /** Removes a snapshot that has at most `parts` parts. Safe to repeat. Rejects if the store does not answer. */
  remove(snapshot: { snapshotId: string; parts: number }): Promise<void>
}

/** The operator's store with its limits. `store` is null if none is configured. */
export type Snapshots = { readonly store: SnapshotStore | null; readonly keptSeconds: number; readonly mostAccountBytes: number }
