import { createHash, randomUUID } from 'node:crypto'
import {
  abandonArtefact,
  type ArtefactRow,
  type ArtefactUploadRow,
  findArtefactUpload,
  findOwnArtefact,
  giveUpArtefactPart,
  listArtefactParts,
  markArtefactPartStored,
  markArtefactStored,
  readMarketGates,
  removeArtefactPart,
  renewArtefact,
  reserveArtefactPart,
  startArtefactUpload as startUpload,
} from '@infinitio/db'
import { type Address, type ArtefactReaders, hex32, isRefusal, type Refusal, uploadLimits } from '@infinitio/domain'
import type { ArtefactUploadWire, ArtefactWire, StartedUploadWire } from '@infinitio/domain/wire'
import { checkedBytes, isWrongBytes } from '../../artefacts/checkedBytes.ts'
import { openStoredFile } from '../../artefacts/openStoredFile.ts'
import type { Services } from '../../services/services.ts'
import { artefactSpaceOf, describeArtefact, spaceRefusal, spaceRefusals } from './artefacts.ts'
import { isKeptEvidence, totalSpaceOf } from './keptEvidence.ts'

type Uploading = Pick<Services, 'db' | 'artefacts' | 'jobs' | 'logger' | 'governance' | 'clock'>
type OfAccount = { readonly account: Address; readonly sha256: string }
/** A part that a client uploads: its offset, hash and length as the client claims them, and the bytes, which nobody has checked yet. */
export type PartUpload = OfAccount & {
  readonly offset: number
  readonly partSha256: string
  readonly bytes: number
  readonly body: AsyncIterable<Uint8Array> | null
}

const refusals = {
  ...spaceRefusals,
  unknown: { rejected: 'artefact.no_upload' },
  wrong_offset: { rejected: 'artefact.wrong_offset' },
  too_many: { rejected: 'artefact.too_many_uploads' },
} as const satisfies Record<string, Refusal>

/**
 * Starts an upload in parts, or returns the unfinished upload of this account. If the account already stores this file and the file can be read, only starts
 * its storage time again; no upload is needed. Refuses with `artefact.no_store`, `account.blocked`, `artefact.evidence`, `artefact.removed`,
 * `artefact.quota_exceeded`, `artefact.too_many_uploads`.
 */
export async function startArtefactUpload(
  services: Uploading,
  { account, sha256, bytes, readers }: OfAccount & { readonly bytes: number; readonly readers: ArtefactReaders },
): Promise<StartedUploadWire | Refusal> {
  const { db, artefacts, jobs, logger } = services
  const refusal = await refuseUpload({ db, artefacts }, account)
  if (refusal !== null) return refusal
  if (readers === 'owner' && (await isKeptEvidence(services, { account, sha256 }))) return { rejected: 'artefact.evidence' }
  const { keptSeconds } = artefacts
  const stored = await findOwnArtefact(db, { account, sha256 })
  if (stored?.bytes === bytes && (await isReadable({ db, artefacts, logger }, stored))) {
    const artefact = await renewArtefact(db, { account, sha256, readers, keptSeconds })
    if (artefact !== null) return { upload: null, artefact: describeArtefact(artefact) }
  }
  const most = { ...artefactSpaceOf({ artefacts, jobs }, account), totalBytes: await totalSpaceOf(services, account) }
  const wanted = { artefactId: randomUUID(), account, sha256, bytes, readers, keptSeconds, most }
  const { partBytes, perAccount } = uploadLimits
  const started = await db.transaction((tx) => startUpload(tx, { ...wanted, partBytes, mostUploads: perAccount }))
  if (started === 'account_full') return spaceRefusal(started, most)
  return typeof started === 'string' ? refusals[started] : { upload: describeUpload(started), artefact: null }
}

/**
 * Stores the next part of an upload, if its bytes have the hash and the length that the client claims. Refuses with `artefact.no_store`, `account.blocked`,
 * `artefact.no_upload`, `artefact.wrong_offset`, `artefact.too_many_uploads`, `artefact.quota_exceeded`, `artefact.wrong_hash`, `artefact.store_away`.
 */
export async function putArtefactPart(services: Uploading, part: PartUpload): Promise<ArtefactUploadWire | Refusal> {
  const answer = await storePart(services, part)
  if (isRefusal(answer)) await readToEnd(part)
  return answer
}

async function storePart(
  services: Uploading,
  { account, sha256, offset, partSha256, bytes, body }: PartUpload,
): Promise<ArtefactUploadWire | Refusal> {
  const { db, artefacts, logger } = services
  const refusal = await refuseUpload({ db, artefacts }, account)
  if (refusal !== null) return refusal
  const { files } = artefacts
  if (files === null) return { rejected: 'artefact.no_store' }
  if (!Number.isSafeInteger(bytes) || body === null) return { rejected: 'artefact.wrong_offset', detail: 'Content-Length' }
  const partId = randomUUID()
  const totalBytes = await totalSpaceOf(services, account)
  const wanted = { partId, account, sha256, start: offset, bytes, totalBytes, mostUnused: uploadLimits.unusedParts }
  const space = await db.transaction((tx) => reserveArtefactPart(tx, wanted))
  if (space !== 'reserved') return refusals[space]
  try {
    await files.put({ id: partId, bytes }, checkedBytes(body, { sha256: partSha256, bytes }))
  } catch (error) {
    await dropPart({ db, artefacts, logger }, partId)
    if (isWrongBytes(error)) return { rejected: 'artefact.wrong_hash' }
    logger.warn({ err: error, partId }, 'a part of an artefact was not stored')
    return { rejected: 'artefact.store_away' }
  }
  const upload = await db.transaction((tx) => markArtefactPartStored(tx, { partId, account }))
  if (upload !== null) return describeUpload(upload)
  await dropPart({ db, artefacts, logger }, partId)
  return (await findArtefactUpload(db, { account, sha256 })) === null ? refusals.unknown : refusals.wrong_offset
}

/**
 * Completes an upload: calculates the hash of the whole file, and stores the file if the hash is right. If the hash is wrong, abandons the upload with all its
 * parts. If the upload was completed earlier, returns the stored file. Refuses with `artefact.no_store`, `account.blocked`, `artefact.no_upload`,
 * `artefact.wrong_offset` (a part is missing), `artefact.wrong_hash`, `artefact.store_away`.
 */
export async function endArtefactUpload({ db, artefacts, logger }: Uploading, { account, sha256 }: OfAccount): Promise<ArtefactWire | Refusal> {
  const refusal = await refuseUpload({ db, artefacts }, account)
  if (refusal !== null) return refusal
  const upload = await findArtefactUpload(db, { account, sha256 })
  if (upload === null) {
    const stored = await findOwnArtefact(db, { account, sha256 })
    return stored === null ? refusals.unknown : describeArtefact(stored)
  }
  const { artefactId } = upload
  if (upload.received !== upload.bytes) return refusals.wrong_offset
  const hash = await hashOf({ db, artefacts, logger }, upload)
  if (isRefusal(hash)) return hash
  if (hash !== sha256) {
    await abandonArtefact(db, { artefactId })
    return { rejected: 'artefact.wrong_hash' }
  }
  // `markArtefactStored` returns null if another request ended the same upload a moment before, or if the upload was deleted. So look for a stored file.
  const row =
    (await db.transaction((tx) => markArtefactStored(tx, { artefactId, account, sha256 }))) ?? (await findOwnArtefact(db, { account, sha256 }))
  return row === null ? refusals.unknown : describeArtefact(row)
}

/** Returns the JSON form of an upload. */
export function describeUpload({ sha256, bytes, readers, received, partBytes, createdAt, receivedAt }: ArtefactUploadRow): ArtefactUploadWire {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1_000)
  const { emptySeconds, idleSeconds } = uploadLimits
  const expiresAt = seconds(receivedAt) + (received === 0 ? emptySeconds : idleSeconds)
  return { sha256: hex32(sha256), bytes, readers, receivedBytes: received, partBytes, createdAt: seconds(createdAt), expiresAt }
}

async function refuseUpload({ db, artefacts }: Pick<Services, 'db' | 'artefacts'>, account: Address): Promise<Refusal | null> {
  if (artefacts.files === null) return { rejected: 'artefact.no_store' }
  return (await readMarketGates(db, { accounts: [account] })).blocked.has(account) ? { rejected: 'account.blocked' } : null
}

/** Returns true if the store still has all bytes of a file. A folder that the operator emptied must not count as an upload. */
async function isReadable(services: Pick<Services, 'db' | 'artefacts' | 'logger'>, row: ArtefactRow): Promise<boolean> {
  const hash = await hashOf(services, row)
  return !isRefusal(hash) && hash === row.sha256
}

async function hashOf(
  { db, artefacts, logger }: Pick<Services, 'db' | 'artefacts' | 'logger'>,
  { artefactId }: Pick<ArtefactRow, 'artefactId'>,
): Promise<string | Refusal> {
  try {
    const parts = await listArtefactParts(db, { artefactId })
    const body = await openStoredFile(artefacts, parts.length === 0 ? [artefactId] : parts)
    if (body === null) return { rejected: 'artefact.store_away' }
    const hash = createHash('sha256')
    for await (const chunk of body) hash.update(chunk)
    return `0x${hash.digest('hex')}`
  } catch (error) {
    logger.warn({ err: error, artefactId }, 'an uploaded file cannot be read')
    return { rejected: 'artefact.store_away' }
  }
}

/**
 * Reads the rest of a refused part. Otherwise the server closes the connection, and the client may lose the refusal or its next request. A body that is longer
 * than a part is not read.
 */
async function readToEnd({ body, bytes }: PartUpload): Promise<void> {
  if (body === null || !(bytes <= uploadLimits.partBytes)) return
  try {
    for await (const _ of body);
  } catch {
    // The body broke off, or it was read before the refusal.
  }
}

/** Removes the bytes of a part that was not added to its upload, so that they use no space. If the store does not answer, the next clean-up removes them. */
async function dropPart({ db, artefacts, logger }: Pick<Services, 'db' | 'artefacts' | 'logger'>, partId: string): Promise<void> {
  await giveUpArtefactPart(db, { partId })
  try {
    await artefacts.files?.remove({ id: partId })
    await removeArtefactPart(db, { partId })
  } catch (error) {
    logger.warn({ err: error, partId }, 'a part of an artefact cannot be removed')
  }
}
