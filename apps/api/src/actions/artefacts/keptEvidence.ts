import { findArtefact, findOwnArtefact, listArtefactParts } from '@infinitio/db'
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

type Disputes = Pick<Services, 'governance' | 'clock' | 'db' | 'artefacts'>

/**
 * Returns the evidence that nobody may delete now: evidence of open disputes, and evidence that was submitted in the last 30 days. Of a large file, this is its
 * manifest and each of its pieces. Throws
 * ChainUnavailableError, and the errors of the store.
 */
export async function keptEvidence(services: Disputes): Promise<KeptEvidence[]> {
  const kept = keptEvidenceOf(await services.governance.readDisputes(), services.clock.read().now)
  const pieces = await Promise.all(
    kept.map(async ({ sha256, seconds }) => (await piecesOf(services, sha256)).map((piece) => ({ sha256: piece, seconds }))),
  )
  return [...kept, ...pieces.flat()]
}

/** The pieces of files that were evidence before. A file with a hash never changes, so they are read once. */
const knownPieces = new Map<string, readonly Hex32[]>()
const mostKnown = 10_000

/** Returns the hashes of the pieces of a public file. Returns an empty list for a file without pieces, and for a file that is not stored. */
async function piecesOf({ db, artefacts }: Pick<Disputes, 'db' | 'artefacts'>, sha256: string): Promise<readonly Hex32[]> {
  const known = knownPieces.get(sha256)
  if (known !== undefined) return known
  const row = await findArtefact(db, { sha256, account: null })
  if (row === null || artefacts.files === null) return []
  const pieces = row.bytes > mostManifestBytes ? [] : await manifestPieces(artefacts, await partsOf(db, row))
  if (knownPieces.size >= mostKnown) knownPieces.clear()
  knownPieces.set(sha256, pieces)
  return pieces
}

async function partsOf(db: Disputes['db'], { artefactId }: { readonly artefactId: string }): Promise<readonly string[]> {
  const parts = await listArtefactParts(db, { artefactId })
  return parts.length === 0 ? [artefactId] : parts
}

async function manifestPieces(artefacts: Disputes['artefacts'], ids: readonly string[]): Promise<readonly Hex32[]> {
  const body = await openStoredFile(artefacts, ids)
  return body === null ? [] : (findFileManifest(new Uint8Array(await new Response(body).arrayBuffer()))?.pieces ?? [])
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
  return row?.readers === 'anybody' && (await keptEvidence(services)).some((it) => it.sha256 === sha256)
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
