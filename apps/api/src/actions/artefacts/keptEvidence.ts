import { type ArtefactRow, findOwnArtefact, listArtefactParts, listArtefacts, listPublicCopies, listPublicFiles } from '@infinitio/db'
import { type Address, type FileManifest, findFileManifest, mostManifestBytes, pieceLimits } from '@infinitio/domain'
import { openStoredFile } from '../../artefacts/openStoredFile.ts'
import type { DisputesAt } from '../../governance/disputes/createDisputeReader.ts'
import type { DisputeRecord } from '../../governance/disputes/disputeRecords.ts'
import type { Services } from '../../services/services.ts'

/**
 * A file that is evidence, and the seconds from now for which the market keeps it. `account` is the account whose copy it keeps; null for the copies of all
 * accounts.
 */
export type KeptEvidence = { readonly sha256: string; readonly seconds: number; readonly account: string | null }
/** A file whose hash a party of a dispute submitted, and the seconds from now for which the market keeps it. */
type Submitted = Omit<KeptEvidence, 'account'> & { readonly party: string }

const daySeconds = 86_400
/** Evidence remains for this time after it was submitted, also if the dispute ends before. */
const keptSeconds = 30 * daySeconds
/**
 * Evidence of an open dispute remains for this time from now, less at most an hour. A job checks that each minute, and extends the time once an hour of it has
 * passed.
 */
const openSeconds = 2 * daySeconds
/** The market keeps pieces of other accounts for a party up to this many bytes. Otherwise a party could pin large files of strangers with a few hashes. */
const mostOthersBytes = 16 * pieceLimits.pieceBytes

/**
 * The evidence that nobody may delete now. While a manifest cannot be read, its pieces are unknown, so every public file of the accounts that store it must
 * remain: these are `unreadAccounts`.
 */
export type EvidenceNow = { readonly kept: readonly KeptEvidence[]; readonly unreadAccounts: readonly string[] }

type Disputes = Pick<Services, 'governance' | 'clock' | 'db' | 'artefacts' | 'logger'>

/**
 * Returns the evidence that nobody may delete now: evidence of open disputes, and evidence that was submitted in the last 30 days. Of a large file, this is its
 * manifest, and each of its pieces that an account stores together with the manifest. Pieces of accounts that do not store the manifest are not kept, because
 * a party may list files of strangers in a manifest. A manifest that cannot be read does not affect other evidence. Throws ChainUnavailableError.
 */
export async function readEvidence(services: Disputes): Promise<EvidenceNow> {
  const submitted = keptEvidenceOf(await services.governance.readDisputes(), services.clock.read().now)
  const { copies, manifests } = await readManifests(
    services,
    submitted.map(({ sha256 }) => sha256),
  )
  const kept = submitted.map(({ sha256, seconds }) => ({ sha256, seconds, account: null }))
  const unread = [...copies.values()].flat().filter(({ sha256 }) => manifests.get(sha256) === null)
  return { kept: [...kept, ...keptPieces(submitted, { copies, manifests })], unreadAccounts: [...new Set(unread.map(({ account }) => account))] }
}

/** The public copies of files by their hash, and their manifests: null for a file that cannot be read now, `noManifest` for a file without pieces. */
type Manifests = {
  readonly copies: ReadonlyMap<string, readonly ArtefactRow[]>
  readonly manifests: ReadonlyMap<string, FileManifest | null>
}

async function readManifests(services: Disputes, hashes: readonly string[]): Promise<Manifests> {
  const copies = Map.groupBy(await listPublicCopies(services.db, { hashes: [...new Set(hashes)] }), ({ sha256 }) => sha256)
  const manifests = await Promise.all([...copies].map(async ([sha256, rows]) => [sha256, await manifestOf(services, rows)] as const))
  return { copies, manifests: new Map(manifests) }
}

/** Returns the pieces to keep, in the order in which their files were submitted. Pieces of the party do not count towards `mostOthersBytes`. */
function keptPieces(submitted: readonly Submitted[], { copies, manifests }: Manifests): KeptEvidence[] {
  const others = new Map<string, Map<string, number>>()
  const mayKeep = (party: string, { account, sha256 }: ArtefactRow, bytes: number) => {
    const files = others.get(party) ?? new Map<string, number>()
    const file = `${account} ${sha256}`
    if (account === party || files.has(file)) return true
    if ([...files.values()].reduce((sum, one) => sum + one, bytes) > mostOthersBytes) return false
    others.set(party, files.set(file, bytes))
    return true
  }
  return submitted.flatMap(({ sha256, seconds, party }) => {
    const { bytes, pieces } = manifests.get(sha256) ?? noManifest
    const holders = (copies.get(sha256) ?? []).filter((copy) => mayKeep(party, copy, bytes))
    return holders.flatMap(({ account }) => pieces.map((piece) => ({ sha256: piece, seconds, account })))
  })
}

/**
 * Returns the sizes in bytes of those files that the market stores and that jurors can read to the end of the dispute, by hash. A large file counts only if one
 * account stores its manifest and all its pieces, because the market does not keep pieces of accounts that do not store the manifest.
 */
export async function listReadableEvidence(services: Disputes, { hashes }: { hashes: readonly string[] }): Promise<ReadonlyMap<string, number>> {
  const files = await listPublicFiles(services.db, { hashes })
  const { copies, manifests } = await readManifests(services, [...files.keys()])
  const allPieces = [...manifests.values()].flatMap((manifest) => manifest?.pieces ?? [])
  const stored = new Set((await listPublicCopies(services.db, { hashes: allPieces })).map(({ account, sha256 }) => `${account} ${sha256}`))
  return new Map([...files].filter(([sha256]) => isComplete(sha256)))

  function isComplete(sha256: string): boolean {
    const manifest = manifests.get(sha256) ?? null
    return manifest !== null && (copies.get(sha256) ?? []).some(({ account }) => manifest.pieces.every((piece) => stored.has(`${account} ${piece}`)))
  }
}

/**
 * Returns the hashes of the files that this account may not delete, because they are evidence. It may delete a private file with such a hash, because jurors
 * cannot read it. Throws ChainUnavailableError.
 */
export async function listOwnEvidence(services: Disputes, { account }: { account: string }): Promise<string[]> {
  const { kept, unreadAccounts } = await readEvidence(services)
  if (unreadAccounts.includes(account)) return (await listArtefacts(services.db, { account })).map(({ sha256 }) => sha256)
  return kept.filter((one) => one.account === null || one.account === account).map(({ sha256 }) => sha256)
}

/** The manifest of a file without pieces. */
const noManifest: FileManifest = { bytes: 0, pieces: [] }
/** The manifests of files that were evidence before. A file with a hash never changes, so they are read once. */
const knownManifests = new Map<string, FileManifest>()
const mostKnown = 10_000

/**
 * Returns the manifest of a public file, from the first of its copies that can be read. Returns `noManifest` for a file without pieces. Returns null if no copy
 * can be read now.
 */
async function manifestOf({ db, artefacts, logger }: Disputes, copies: readonly ArtefactRow[]): Promise<FileManifest | null> {
  const [first] = copies
  if (first === undefined || first.bytes > mostManifestBytes) return noManifest
  const known = knownManifests.get(first.sha256)
  if (known !== undefined) return known
  for (const { artefactId } of copies) {
    try {
      const manifest = await readStoredManifest(artefacts, await partsOf(db, { artefactId }))
      if (knownManifests.size >= mostKnown) knownManifests.clear()
      knownManifests.set(first.sha256, manifest)
      return manifest
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

/** Returns the manifest that a stored file is, or `noManifest` for another file. Rejects if the store does not return the file. */
async function readStoredManifest(artefacts: Disputes['artefacts'], ids: readonly string[]): Promise<FileManifest> {
  const body = await openStoredFile(artefacts, ids)
  if (body === null) throw new Error('the store does not have this file')
  return findFileManifest(new Uint8Array(await new Response(body).arrayBuffer())) ?? noManifest
}

/** Returns the evidence of these disputes that nobody may delete at `now` (Unix seconds). */
export function keptEvidenceOf({ records }: Pick<DisputesAt, 'records'>, now: number): Submitted[] {
  return records.flatMap((record) =>
    record.logs.flatMap((log) => {
      if (log.kind !== 'submitted') return []
      const left = log.at + keptSeconds - now
      const seconds = isOpen(record) ? Math.max(left, openSeconds) : left
      return seconds <= 0 ? [] : log.hashes.map((sha256) => ({ sha256, seconds, party: log.party }))
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
