import { randomUUID } from 'node:crypto'
import {
  abandonArtefact,
  type ArtefactRow,
  deleteArtefact,
  findArtefact,
  listArtefactParts,
  markArtefactStored,
  readMarketGates,
  reserveArtefact,
} from '@infinitio/db'
import { type Address, artefactLimits, type ArtefactReaders, hex32, type Refusal } from '@infinitio/domain'
import type { ArtefactWire } from '@infinitio/domain/wire'
import { checkedBytes, isWrongBytes } from '../../artefacts/checkedBytes.ts'
import { storedResponse } from '../../artefacts/storedResponse.ts'
import type { Services } from '../../services/services.ts'
import { isKeptEvidence, totalSpaceOf } from './keptEvidence.ts'

/** A file that a client uploads: the hash and length that the client claims, and the bytes, which nobody has checked yet. */
export type ArtefactUpload = {
  readonly account: Address
  readonly sha256: string
  readonly readers: ArtefactReaders
  readonly bytes: number
  readonly body: AsyncIterable<Uint8Array> | null
}

/** The scheduler plans and runs the jobs of all accounts. Its files may fill at most this part of the file store: 1 divided by this number. */
const schedulerPart = 2n

/**
 * Returns how many bytes and files an account may store. The scheduler of this market stores the inputs and results of all accounts' jobs, so it may store
 * more.
 */
export function artefactSpaceOf(
  { artefacts, jobs }: Pick<Services, 'artefacts' | 'jobs'>,
  account: Address,
): { readonly bytes: number; readonly count: number } {
  if (account !== jobs.scheduler) return { bytes: artefacts.mostAccountBytes, count: artefactLimits.perAccount }
  return { bytes: Number(BigInt(artefacts.mostTotalBytes) / schedulerPart), count: artefactLimits.perScheduler }
}

/**
 * Stores a file by its SHA-256. Reserves the space first, and stores nothing if the bytes have another hash or length. Refuses with `artefact.no_store`,
 * `artefact.too_large`, `account.blocked`, `artefact.removed`, `artefact.evidence`, `artefact.quota_exceeded`, `artefact.wrong_hash`, `artefact.store_away`,
 * and `artefact.unknown` if the account or the file was deleted during the upload.
 */
export async function putArtefact(
  services: Pick<Services, 'db' | 'artefacts' | 'jobs' | 'logger' | 'governance' | 'clock'>,
  { account, sha256, readers, bytes, body }: ArtefactUpload,
): Promise<ArtefactWire | Refusal> {
  const { db, artefacts, jobs, logger } = services
  const { files, keptSeconds } = artefacts
  if (files === null) return { rejected: 'artefact.no_store' }
  if (!Number.isSafeInteger(bytes) || bytes < 1 || bytes > artefactLimits.bytes || body === null)
    return { rejected: 'artefact.too_large', detail: 'Content-Length' }
  if ((await readMarketGates(db, { accounts: [account] })).blocked.has(account)) return { rejected: 'account.blocked' }
  if (readers === 'owner' && (await isKeptEvidence(services, { account, sha256 }))) return { rejected: 'artefact.evidence' }
  const artefactId = randomUUID()
  const most = { ...artefactSpaceOf({ artefacts, jobs }, account), totalBytes: await totalSpaceOf(services, account) }
  const wanted = { artefactId, account, sha256, bytes, readers, keptSeconds, partBytes: null, most }
  const space = await db.transaction((tx) => reserveArtefact(tx, wanted))
  if (space !== 'reserved') return spaceRefusal(space, most)
  try {
    await files.put({ id: artefactId, bytes }, checkedBytes(body, { sha256, bytes }))
  } catch (error) {
    await abandonArtefact(db, { artefactId })
    if (isWrongBytes(error)) return { rejected: 'artefact.wrong_hash' }
    logger.warn({ err: error, artefactId }, 'an artefact was not stored')
    return { rejected: 'artefact.store_away' }
  }
  const row = await db.transaction((tx) => markArtefactStored(tx, { artefactId, account, sha256 }))
  return row === null ? { rejected: 'artefact.unknown' } : describeArtefact(row)
}

/** The refusals of an upload for which there is no space, or that the operator does not permit. */
export const spaceRefusals = {
  removed: { rejected: 'artefact.removed' },
  account_full: { rejected: 'artefact.quota_exceeded', detail: 'of this account' },
  store_full: { rejected: 'artefact.quota_exceeded', detail: 'of all accounts' },
} as const satisfies Record<string, Refusal>

/** Returns the refusal of a file for which there is no space. If the account's space is used up, it states how many bytes and files the account may store. */
export function spaceRefusal(space: keyof typeof spaceRefusals, { bytes, count }: ReturnType<typeof artefactSpaceOf>): Refusal {
  if (space !== 'account_full') return spaceRefusals[space]
  return { rejected: 'artefact.quota_exceeded', detail: `of this account: ${bytes} bytes in ${count} files` }
}

/** Returns the JSON form of an artefact. */
export function describeArtefact({ sha256, bytes, readers, createdAt, expiresAt }: ArtefactRow): ArtefactWire {
  const seconds = (at: Date) => Math.floor(at.getTime() / 1_000)
  return { sha256: hex32(sha256), bytes, readers, createdAt: seconds(createdAt), expiresAt: seconds(expiresAt) }
}

/**
 * Returns the bytes of an artefact, or only its headers for `HEAD`. `account` is null for a caller who is not signed in. Refuses with `artefact.no_store`,
 * `artefact.unknown`, `artefact.store_away`.
 */
export async function openArtefact(
  { db, artefacts, logger }: Pick<Services, 'db' | 'artefacts' | 'logger'>,
  { account, sha256, onlyHeaders }: { account: Address | null; sha256: string; onlyHeaders: boolean },
): Promise<Response | Refusal> {
  if (artefacts.files === null) return { rejected: 'artefact.no_store' }
  const row = await findArtefact(db, { sha256, account })
  if (row === null) return { rejected: 'artefact.unknown' }
  const parts = await listArtefactParts(db, row)
  const ids = parts.length === 0 ? [row.artefactId] : parts
  return await storedResponse({ artefacts, logger }, { ids, name: `${sha256}.bin`, bytes: row.bytes, onlyHeaders })
}

/**
 * Deletes an artefact of an account, and its unfinished upload. Refuses with `artefact.unknown`, and with `artefact.evidence` for a file that a juror may still
 * need. Throws ChainUnavailableError.
 */
export async function dropArtefact(
  services: Pick<Services, 'db' | 'governance' | 'clock' | 'artefacts' | 'logger'>,
  file: { account: Address; sha256: string },
): Promise<null | Refusal> {
  if (await isKeptEvidence(services, file)) return { rejected: 'artefact.evidence' }
  return (await deleteArtefact(services.db, file)) ? null : { rejected: 'artefact.unknown' }
}
