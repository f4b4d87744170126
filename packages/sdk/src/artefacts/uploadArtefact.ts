import { type ArtefactReaders, type Hex32, uploadLimits } from '@infinitio/domain'
import type { ArtefactUploadWire, ArtefactWire } from '@infinitio/domain/wire'
import { endArtefactUpload } from '../generated/endArtefactUpload.ts'
import { startArtefactUpload } from '../generated/startArtefactUpload.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { pause, repeatPauseMs } from '../transport/repeatReads.ts'
import { putArtefact, sha256Of } from './artefacts.ts'

/**
 * The progress of an upload. `storedBytes` is how many of the file's `bytes` the market stores already. `isWaiting` is true while the client waits before it
 * tries again, after a failure that may be temporary.
 */
export type UploadProgress = { readonly storedBytes: number; readonly bytes: number; readonly isWaiting: boolean }

/**
 * The arguments of `uploadArtefact`. `retries` is how often in a row the client tries again although the market stored no further byte; the default of 12 lasts
 * about one minute.
 */
export type ArtefactUpload = {
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly readers: ArtefactReaders
  readonly onProgress?: (progress: UploadProgress) => void
  readonly signal?: AbortSignal
  readonly retries?: number
}

const usualRetries = 12
const tooMany = 429
const serverFault = 500
const longestPauseMs = 60_000
/** Errors after which the client asks where the upload continues: another client sent a part, the upload expired, or bytes changed on their way. */
const askAgain: ReadonlySet<string> = new Set(['artefact.wrong_offset', 'artefact.no_upload', 'artefact.wrong_hash'])

/**
 * Stores a file of up to 16 MiB under its SHA-256, in parts if it is large. After a broken connection, continues after the last stored part. A second call with
 * the same bytes also continues there, even in another process or after a reload of the page, until the upload expires. Throws `artefact.too_large`,
 * `artefact.quota_exceeded`, `artefact.removed`, `artefact.no_store`, `account.blocked`; after `retries` failures in a row, the last error, such as
 * `api.unreachable`; and the reason of `signal` if the caller aborts.
 */
export async function uploadArtefact(
  transport: Transport,
  { bytes, readers, onProgress = () => undefined, signal, retries = usualRetries }: ArtefactUpload,
): Promise<ArtefactWire> {
  const stoppable: Transport = signal === undefined ? transport : { ...transport, send: (request) => transport.send({ ...request, signal }) }
  const sending = { transport: stoppable, sha256: await sha256Of(bytes), bytes, readers }
  let best = 0
  let failures = 0
  const noteStored = (storedBytes: number): void => {
    if (storedBytes > best) failures = 0
    best = Math.max(best, storedBytes)
    onProgress({ storedBytes, bytes: bytes.length, isWaiting: false })
  }
  for (;;) {
    try {
      return await sendRest(sending, noteStored)
    } catch (error) {
      signal?.throwIfAborted()
      if (!(error instanceof InfinitioError) || !mayPass(error) || failures >= retries) throw error
      onProgress({ storedBytes: best, bytes: bytes.length, isWaiting: true })
      await pause(pauseMs(error, failures), signal)
      failures += 1
    }
  }
}

type Sending = {
  readonly transport: Transport
  readonly sha256: Hex32
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly readers: ArtefactReaders
}

/** Sends everything that the market does not store yet. Throws the first error. */
async function sendRest({ transport, sha256, bytes, readers }: Sending, noteStored: (storedBytes: number) => void): Promise<ArtefactWire> {
  if (bytes.length <= uploadLimits.partBytes) {
    const stored = await putArtefact(transport, { bytes, readers })
    noteStored(bytes.length)
    return stored
  }
  const started = await startArtefactUpload(transport, sha256, { bytes: bytes.length, readers })
  let { upload } = started
  noteStored(upload?.receivedBytes ?? bytes.length)
  if (started.artefact !== null) return started.artefact
  while (upload !== null && upload.receivedBytes < bytes.length) {
    const offset: number = upload.receivedBytes
    upload = await putArtefactPart(transport, { sha256, offset, bytes: bytes.slice(offset, offset + upload.partBytes) })
    noteStored(upload.receivedBytes)
  }
  return endArtefactUpload(transport, sha256)
}

/**
 * Stores the next part of an upload. `offset` is the byte of the file at which the part begins. Throws `artefact.no_upload`, `artefact.wrong_offset`,
 * `artefact.wrong_hash`, `artefact.too_many_uploads`, `artefact.quota_exceeded`, `artefact.no_store`, `artefact.store_away`, `account.blocked`.
 */
export async function putArtefactPart(
  transport: Transport,
  { sha256, offset, bytes }: { sha256: string; offset: number; bytes: Uint8Array<ArrayBuffer> },
): Promise<ArtefactUploadWire> {
  const query = { offset, partSha256: await sha256Of(bytes) }
  return transport.send<ArtefactUploadWire>({ method: 'PUT', path: `/artefacts/${sha256}/upload`, query, bytes })
}

/** Returns the pause in ms before the next attempt: the time that the market asks for, up to one minute, or a pause that grows with the failures. */
export function pauseMs(error: InfinitioError, failures: number): number {
  const askedMs = Math.min(longestPauseMs, (error.retryAfterSeconds ?? 0) * 1_000)
  return repeatPauseMs(error, { repeated: failures, random: Math.random() }) ?? askedMs
}

/** Returns true for a failure after which the same call may succeed: the market does not answer, asks to wait, or must be asked where an upload continues. */
export function mayPass({ code, status }: InfinitioError): boolean {
  return status === 0 || status === tooMany || (status >= serverFault && code !== 'artefact.no_store') || askAgain.has(code)
}
