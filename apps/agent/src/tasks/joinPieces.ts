import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises'
import { type FileManifest, type Hex32, type PieceLimits, pieceRange } from '@infinitio/domain'
import { hashOf, WrongFileError } from './fileChecks.ts'

/** `onNew` is called before a file that is not on this machine is fetched, with its missing bytes. It rejects if there is no room for them. */
type Joining = {
  readonly manifest: FileManifest
  readonly pieces: PieceLimits
  readonly fetchPiece: (sha256: Hex32) => Promise<Uint8Array>
  readonly onNew: (missingBytes: number) => Promise<void>
}

/**
 * Fetches the pieces of a large file one after the other and joins them at a path, with one piece in memory. Returns the path. Uses a file that an earlier
 * process left there only if all its pieces are right. After a failure, the next call keeps the pieces that are right and fetches the others. If the disk was
 * full, it begins again. Throws WrongFileError for a piece with another hash or length, and the errors of `fetchPiece`, of `onNew` and of the disk.
 */
export async function joinPieces(file: string, { manifest, pieces, fetchPiece, onNew }: Joining): Promise<string> {
  if (await hasAllPieces(file, { manifest, pieces })) return file
  const part = `${file}.new`
  await onNew(manifest.bytes - Math.min(manifest.bytes, (await stat(part).catch(() => null))?.size ?? 0))
  await (await open(part, 'a', 0o600)).close()
  const handle = await open(part, 'r+')
  try {
    await handle.truncate(Math.min((await handle.stat()).size, manifest.bytes))
    for (const [place, sha256] of manifest.pieces.entries()) {
      const range = pieceRange(manifest, place, pieces)
      if ((await hashAt(handle, range)) === sha256) continue
      const content = await fetchPiece(sha256)
      if (content.length !== range.to - range.from || hashOf(content) !== sha256) throw new WrongFileError(`the store has other bytes for ${sha256}`)
      await writeAll(handle, { content, from: range.from })
    }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOSPC') await rm(part, { force: true })
    throw error
  } finally {
    await handle.close()
  }
  await rename(part, file)
  return file
}

async function hasAllPieces(file: string, { manifest, pieces }: Pick<Joining, 'manifest' | 'pieces'>): Promise<boolean> {
  const facts = await stat(file).catch(() => null)
  if (facts?.size !== manifest.bytes) return false
  const handle = await open(file, 'r')
  try {
    for (const [place, sha256] of manifest.pieces.entries()) if ((await hashAt(handle, pieceRange(manifest, place, pieces))) !== sha256) return false
    return true
  } finally {
    await handle.close()
  }
}

/** Returns the hash of a piece that is already in the file, or null if the file is too short. */
async function hashAt(handle: FileHandle, { from, to }: { readonly from: number; readonly to: number }): Promise<string | null> {
  if ((await handle.stat()).size < to) return null
  const content = new Uint8Array(to - from)
  for (let at = 0; at < content.length; ) {
    const { bytesRead } = await handle.read(content, at, content.length - at, from + at)
    if (bytesRead === 0) return null
    at += bytesRead
  }
  return hashOf(content)
}

async function writeAll(handle: FileHandle, { content, from }: { readonly content: Uint8Array; readonly from: number }): Promise<void> {
  for (let at = 0; at < content.length; ) at += (await handle.write(content, at, content.length - at, from + at)).bytesWritten
}
