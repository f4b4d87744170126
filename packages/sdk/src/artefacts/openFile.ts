import { type FileManifest, findFileManifest, type PieceLimits, pieceLimits, pieceRange } from '@infinitio/domain'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { pause } from '../transport/repeatReads.ts'
import { refusal } from '../transport/refusal.ts'
import { openArtefact } from './artefacts.ts'
import { mayPass, pauseMs } from './uploadArtefact.ts'

/** A stored file: its length, its pieces in their order, and its manifest, which is null for a file that is one artefact. */
export type OpenedFile = { readonly bytes: number; readonly manifest: FileManifest | null; readonly pieces: AsyncIterable<Uint8Array<ArrayBuffer>> }

/** How often a piece is fetched again after a failure that may be temporary. */
const usualRetries = 5
const firstPauseMs = 500

/**
 * Opens a stored file of any size by the hash that `uploadFile` returned. Fetches the pieces of a large file one after the other while the caller reads them,
 * and compares each one with its hash and its length. A stored artefact that is not the manifest of a large file is returned as it is. Throws
 * `artefact.unknown` for an unknown file; while the caller reads, also for a piece that the market does not store any longer; `artefact.wrong_hash` for changed
 * bytes; and the codes of `openArtefact`. `limits` has the size of a piece, and only tests change it.
 */
export async function openFile(
  transport: Transport,
  sha256: string,
  { limits = pieceLimits, signal }: { readonly limits?: PieceLimits; readonly signal?: AbortSignal } = {},
): Promise<OpenedFile> {
  const first = await openAgain(transport, sha256, signal)
  const manifest = findFileManifest(first, limits)
  if (manifest === null) return { bytes: first.length, manifest, pieces: only(first) }
  return { bytes: manifest.bytes, manifest, pieces: piecesOf(transport, { manifest, limits, signal }) }
}

/** Returns all bytes of an opened file. They are in memory at once. */
export async function allBytes({ bytes, pieces }: OpenedFile): Promise<Uint8Array<ArrayBuffer>> {
  const all = new Uint8Array(bytes)
  let at = 0
  for await (const piece of pieces) {
    all.set(piece, at)
    at += piece.length
  }
  return all
}

type Reading = { readonly manifest: FileManifest; readonly limits: PieceLimits; readonly signal: AbortSignal | undefined }

async function* piecesOf(transport: Transport, { manifest, limits, signal }: Reading): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  for (const [place, sha256] of manifest.pieces.entries()) {
    const { from, to } = pieceRange(manifest, place, limits)
    const bytes = await openAgain(transport, sha256, signal)
    if (bytes.length !== to - from) throw refusal('artefact.wrong_hash', { detail: `piece ${place + 1} has ${bytes.length} bytes, not ${to - from}` })
    yield bytes
  }
}

async function* only(bytes: Uint8Array<ArrayBuffer>): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  yield bytes
}

/** Opens an artefact, and tries again if the market does not answer, asks to wait, or breaks off. */
async function openAgain(transport: Transport, sha256: string, signal: AbortSignal | undefined): Promise<Uint8Array<ArrayBuffer>> {
  for (let failures = 0; ; failures += 1) {
    signal?.throwIfAborted()
    try {
      return await openArtefact(transport, sha256)
    } catch (error) {
      // The body of an answer that breaks off throws a TypeError.
      const isPassing = error instanceof InfinitioError ? mayPass(error) : error instanceof TypeError
      if (!isPassing || failures >= usualRetries) throw error
      await pause(error instanceof InfinitioError ? pauseMs(error, failures) : firstPauseMs * 2 ** failures, signal)
    }
  }
}
