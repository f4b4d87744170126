import { type ArtefactRow, findOwnArtefact, listArtefactParts, listArtefacts, listPublicCopies } from '@infinitio/db'
import { type Address, findFileManifest, type Hex32, mostManifestBytes } from '@infinitio/domain'
import { openStoredFile } from '../../artefacts/openStoredFile.ts'
import type { DisputesAt } from '../../governance/disputes/createDisputeReader.ts'
import type { DisputeRecord } from '../../governance/disputes/disputeRecords.ts'
import type { Services } from '../../services/services.ts'

/** A file that a party of a dispute submitted as evidence, and the seconds from now for which the market keeps it. */
export type KeptEvidence = { readonly sha256: string; readonly seconds: number }

const daySeconds = 86_400
/** Evidence remains for this time after it was submitted, also if the dispute ends before. */
const keptSeconds = 30 * daySeconds
/**
 * Evidence of an open dispute remains for this time from now, less at most an hour. A job checks that each minute, and extends the time once an hour of it has
 * passed.
 */
const openSeconds = 2 * daySeconds

/**
 * The evidence that nobody may delete now. While a manifest cannot be read, its pieces are unknown, so every public file of the accounts that store it must
 * remain: these are `unreadAccounts`.
 */
export type EvidenceNow = { readonly kept: readonly KeptEvidence[]; readonly unreadAccounts: readonly string[] }

type Disputes = Pick<Services, 'governance' | 'clock' | 'db' | 'artefacts' | 'logger'>

/**
 * Returns the evidence that nobody may delete now: evidence of open disputes, and evidence that was submitted in the last 30 days. Of a large file, this is its
 * manifest and each of its pieces. A manifest that cannot be read does not affect other evidence. Throws ChainUnavailableError.
 */
export async function readEvidence(services: Disputes): Promise<EvidenceNow> {
  const kept = keptEvidenceOf(await services.governance.readDisputes(), services.clock.read().now)
  const copies = Map.groupBy(await listPublicCopies(services.db, { hashes: [...new Set(kept.map(({ sha256 }) => sha256))] }), ({ sha256 }) => sha256)
  const unread = new Set<string>()
  const pieces = await Promise.all(
    kept.map(async ({ sha256, seconds }) => {
      const found = await piecesOf(services, copies.get(sha256) ?? [])
      if (found === null) unread.add(sha256)
      return (found ?? []).map((piece) => ({ sha256: piece, seconds }))
    }),
  )
  const unreadAccounts = [...unread].flatMap((sha256) => (copies.get(sha256) ?? []).map(({ account }) => account))
  return { kept: [...kept, ...pieces.flat()], unreadAccounts: [...new Set(unreadAccounts)] }
}

/**
 * Returns the hashes of the files that this account may not delete, because they are evidence. It may delete a private file with such a hash, because jurors
 * cannot read it. Throws ChainUnavailableError.
 */
export async function listOwnEvidence(services: Disputes, { account }: { account: string }): Promise<string[]> {
  const { kept, unreadAccounts } = await readEvidence(services)
  if (unreadAccounts.includes(account)) return (await listArtefacts(services.db, { account })).map(({ sha256 }) => sha256)
  return kept.map(({ sha256 }) => sha256)
}

/** The pieces of files that were evidence before. A file with a hash never changes, so they are read once. */
const knownPieces = new Map<string, readonly Hex32[]>()
const mostKnown = 10_000

/**
 * Returns the hashes of the pieces of a public file, from the first of its copies that can be read. Returns an empty list for a file without pieces, and for a
 * file that is not stored. Returns null if no copy can be read now.
 */
async function piecesOf({ db, artefacts, logger }: Disputes, copies: readonly ArtefactRow[]): Promise<readonly Hex32[] | null> {
  const [first] = copies
  if (first === undefined || first.bytes > mostManifestBytes) return []
  const known = knownPieces.get(first.sha256)
  if (known !== undefined) return known
  for (const { artefactId } of copies) {
    try {
      const pieces = await manifestPieces(artefacts, await partsOf(db, { artefactId }))
      if (knownPieces.size >= mostKnown) knownPieces.clear()
      knownPieces.set(first.sha256, pieces)
      return pieces
    } catch (error) {
      logger.warn({ err: error, artefactId }, 'a file of evidence cannot be read')
    }
  }
  return null
}

async function partsOf(db: Disputes['db'], { artefactId }: Pick<ArtefactRow, 'artefactId'>): Promise<readonly string[]> {
  const parts = await listArtefactParts(db, { artefactId })
  return parts.length === 0 ? [artefactId] : parts
}

/** Returns the pieces that a stored manifest lists, or an empty list for another file. Rejects if the store does not return the file. */
async function manifestPieces(artefacts: Disputes['artefacts'], ids: readonly string[]): Promise<readonly Hex32[]> {
  const body = await openStoredFile(artefacts, ids)
  if (body === null) throw new Error('the store does not have this file')
  return findFileManifest(new Uint8Array(await new Response(body).arrayBuffer()))?.pieces ?? []
}

/** Returns the evidence of these disputes that nobody may delete at `now` (Unix seconds). */
export function keptEvidenceOf({ records }: Pick<DisputesAt, 'records'>, now: number): KeptEvidence[] {
  return records.flatMap((record) =>
    record.logs.flatMap((log) => {
      if (log.kind !== 'submitted') return []
      const left = log.at + keptSeconds - now
      const seconds = isOpen(record) ? Math.max(left, openSeconds) : left
      return seconds <= 0 ? [] : log.hashes.map((sha256) => ({ sha256, seconds }))
    }),
  )
}

/**
 * Returns true if this is a public file of the account, and evidence that nobody may delete. A private file does not count, because jurors cannot read it.
 * Throws ChainUnavailableError.
 */
export async function isKeptEvidence(services: Disputes, { account, sha256 }: { account: string; sha256: string }): Promise<boolean> {
  const row = await findOwnArtefact(services.db, { account, sha256 })
  return row?.readers === 'anybody' && (await listOwnEvidence(services, { account })).includes(sha256)
}

/**
 * Returns the total size in bytes that the files of all accounts may reach before this account can store no more. A part of the store is reserved for the
 * parties of open disputes, so that other accounts cannot prevent them from storing evidence. While the chain does not answer, nobody can use the reserved
 * part.
 */
export async function totalSpaceOf({ artefacts, governance }: Pick<Services, 'artefacts' | 'governance'>, account: Address): Promise<number> {
  const { mostTotalBytes, evidenceBytes } = artefacts
  if (evidenceBytes === 0) return mostTotalBytes
  const disputes = await governance.readDisputes().catch(() => null)
  const isParty = disputes?.records.some((record) => isOpen(record) && isPartyOf(record, account)) ?? false
  return isParty ? mostTotalBytes : mostTotalBytes - evidenceBytes
}

function isOpen({ state }: Pick<DisputeRecord, 'state'>): boolean {
  return state !== 'done' && state !== 'stands'
}

function isPartyOf({ opened }: DisputeRecord, account: Address): boolean {
  return opened.opener === account || opened.respondent === account
}
