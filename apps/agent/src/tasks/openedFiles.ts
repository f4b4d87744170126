import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Hex32 } from '@infinitio/domain'

/** Decrypted files of private jobs on this machine, while a task of their batch is not over. */
export type OpenedFiles = {
  /** Writes a decrypted file, readable for this user only, and returns its path. */
  readonly write: (file: { readonly batchId: Hex32; readonly name: string; readonly content: Uint8Array }) => Promise<string>
  /** Deletes the files of a batch. */
  readonly remove: (batchId: Hex32) => Promise<void>
}

/** Opens the folder of decrypted files. Deletes what an earlier process left in it, because no program of this agent reads it any longer. */
export function createOpenedFiles(folder: string): OpenedFiles {
  const emptied = rm(folder, { recursive: true, force: true })
  return {
    async write({ batchId, name, content }) {
      await emptied
      const own = path.join(folder, batchId)
      await mkdir(own, { recursive: true, mode: 0o700 })
      // A name that the submitter chose must never become a path on this machine, so encode it as hex.
      const file = path.join(own, Buffer.from(name).toString('hex'))
      await writeFile(file, content, { mode: 0o600 })
      return file
    },
    async remove(batchId) {
      await emptied
      await rm(path.join(folder, batchId), { recursive: true, force: true })
    },
  }
}
