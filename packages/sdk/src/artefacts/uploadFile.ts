import {
  type ArtefactReaders,
  describeFile,
  FileManifestError,
  type Hex32,
  mostBytesOf,
  type PieceLimits,
  pieceLimits,
  pieceRange,
} from '@infinitio/domain'
import type { ArtefactListWire, ArtefactWire } from '@infinitio/domain/wire'
import { listArtefacts } from '../generated/listArtefacts.ts'
import { startArtefactUpload } from '../generated/startArtefactUpload.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { sha256Of } from './artefacts.ts'
import { type ArtefactUpload, uploadArtefact } from './uploadArtefact.ts'

/**
 * The arguments of `uploadFile`. `file` is read by slices and is never in memory as a whole: a `File` of a page, or in Node `await openAsBlob(path)`. `limits`
 * has the size of a piece, and only tests change it.
 */
export type FileUpload = Omit<ArtefactUpload, 'bytes'> & { readonly file: Blob; readonly limits?: PieceLimits }

/**
 * Stores a file of up to 1 GiB and returns the hash by which jobs and `openFile` know it. A file of up to 16 MiB is stored under its SHA-256. A larger one is
 * stored in pieces of 16 MiB, and its name is the SHA-256 of its manifest, the list of these pieces. The function calculates all hashes first, and sends
 * nothing if the account has too little space or too many files. It sends only the pieces that the market does not store yet, so a second call continues an upload
 * that broke off. A piece that the account has stored for anybody stays so, because a public file may have it too. The manifest comes last. In the answer, `bytes` is the length of the whole file. Throws `artefact.too_large`, also for a file in which two
 * pieces are equal; `artefact.quota_exceeded` with the missing bytes or files; `artefact.wrong_hash` if the file changes during the upload; the codes of
 * `uploadArtefact`; and the reason of `signal`.
 */
export async function uploadFile(transport: Transport, { file, limits = pieceLimits, ...how }: FileUpload): Promise<ArtefactWire> {
  const most = mostBytesOf(limits)
  if (file.size === 0 || file.size > most) throw refusal('artefact.too_large', { detail: `${file.size} bytes, and at most ${most} are allowed` })
  if (file.size <= limits.pieceBytes) return await uploadArtefact(transport, { ...how, bytes: await sliceOf(file, { from: 0, to: file.size }) })
  const { onProgress = () => undefined, signal } = how
  const bytes = file.size
  onProgress({ storedBytes: 0, bytes, isWaiting: false })
  const { text, pieces } = await piecesOf(file, { limits, signal })
  const stored = await listArtefacts(transport)
  refuseOverSpace(stored, [...pieces, { ...text, from: 0, to: text.content.length }])
  const known = new Map<string, ArtefactReaders>(stored.items.map(({ sha256, readers }) => [sha256, readers]))
  for (const { sha256, from, to } of pieces) {
    signal?.throwIfAborted()
    // A public file of the account may have the same piece. Its readers must not lose that piece.
    const readers = known.get(sha256) === 'anybody' ? 'anybody' : how.readers
    const isStored = known.has(sha256) && (await isRenewed(transport, { sha256, bytes: to - from, readers }))
    if (!isStored) {
      const content = await sliceOf(file, { from, to })
      if ((await sha256Of(content)) !== sha256) throw refusal('artefact.wrong_hash', { detail: 'the file changed during its upload' })
      await uploadArtefact(transport, {
        ...{ ...how, readers },
        bytes: content,
        onProgress: (own) => onProgress({ ...own, storedBytes: from + own.storedBytes, bytes }),
      })
    }
    onProgress({ storedBytes: to, bytes, isWaiting: false })
  }
  const { onProgress: _, ...quietly } = how
  return { ...(await uploadArtefact(transport, { ...quietly, bytes: text.content })), bytes }
}

type Piece = { readonly sha256: Hex32; readonly from: number; readonly to: number }
type Named = { readonly text: { readonly sha256: Hex32; readonly content: Uint8Array<ArrayBuffer> }; readonly pieces: readonly Piece[] }

/** Calculates the hash of each piece of a file, with one piece in memory at a time, and the manifest of the file. */
async function piecesOf(file: Blob, { limits, signal }: { readonly limits: PieceLimits; readonly signal: AbortSignal | undefined }): Promise<Named> {
  const pieces: Piece[] = []
  for (let place = 0; place * limits.pieceBytes < file.size; place += 1) {
    signal?.throwIfAborted()
    const range = pieceRange({ bytes: file.size }, place, limits)
    pieces.push({ sha256: await sha256Of(await sliceOf(file, range)), ...range })
  }
  try {
    const { sha256, text } = describeFile({ bytes: file.size, pieces: pieces.map((piece) => piece.sha256) }, limits)
    return { text: { sha256, content: new TextEncoder().encode(text) }, pieces }
  } catch (error) {
    throw error instanceof FileManifestError ? refusal('artefact.too_large', { detail: error.message }) : error
  }
}

/**
 * Refuses a file for which the account has too little space or too many files, before any byte of it is sent. Unfinished uploads already use the space of their
 * files.
 */
function refuseOverSpace({ items, uploads, usedBytes, mostBytes, mostFiles }: ArtefactListWire, pieces: readonly Piece[]): void {
  const reserved = new Set([...items, ...uploads].map(({ sha256 }) => sha256))
  const parts = pieces.filter(({ sha256 }) => !reserved.has(sha256))
  const missing = parts.reduce((sum, { from, to }) => sum + to - from, 0)
  const free = mostBytes - usedBytes
  const freeFiles = mostFiles - reserved.size
  if (parts.length > freeFiles)
    throw refusal('artefact.quota_exceeded', {
      detail: `the file is stored as ${parts.length} more files, and the account may store ${Math.max(0, freeFiles)} more of ${mostFiles}`,
    })
  if (missing <= free) return
  throw refusal('artefact.quota_exceeded', {
    detail: `the file needs ${missing} more bytes, and ${free} of the account's ${mostBytes} bytes are free`,
  })
}

/** Starts the storage time of a stored piece again. Returns false if the market does not have its bytes or does not answer; then the piece is sent. */
async function isRenewed(
  transport: Transport,
  { sha256, ...how }: { readonly sha256: Hex32 } & Pick<ArtefactWire, 'bytes' | 'readers'>,
): Promise<boolean> {
  const started = await startArtefactUpload(transport, sha256, how).catch(() => null)
  return started !== null && started.artefact !== null
}

async function sliceOf(file: Blob, { from, to }: { readonly from: number; readonly to: number }): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await file.slice(from, to).arrayBuffer())
}
