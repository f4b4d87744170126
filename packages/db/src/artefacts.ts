// Files that accounts store by their hash. The API (role infinitio_api) writes the tables `artefacts`, `artefact_parts` and `removed_artefacts`.
// `artefactUploads.ts` has the uploads in parts.
import { oneOf, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const { artefacts } = tables

const artefactRow = rowOf({
  artefactId: artefacts.artefact_id,
  account: artefacts.account,
  sha256: artefacts.sha256,
  bytes: artefacts.bytes,
  readers: oneOf(artefacts.readers, ['owner', 'anybody']),
  createdAt: artefacts.created_at,
  expiresAt: artefacts.expires_at,
})

/** An artefact: a file that an account stores by its hash. `artefactId` is the name of its bytes in the file store. */
export type ArtefactRow = RowOf<typeof artefactRow>

const columns = 'artefact_id as "artefactId", account, sha256, bytes, readers, created_at as "createdAt", expires_at as "expiresAt"'
const isStored = 'stored_at is not null and deleted_at is null and expires_at > now()'

/**
 * A new artefact (a file that an account stores by its hash). It is stored for `keptSeconds`. `partBytes` is the size of the parts in which it is uploaded;
 * null if it is uploaded with one request. `most` has three limits: the bytes of the account's artefacts (`bytes`), their number (`count`), and the bytes of
 * all accounts together (`totalBytes`).
 */
export type NewArtefact = Pick<ArtefactRow, 'artefactId' | 'account' | 'sha256' | 'bytes' | 'readers'> & {
  readonly keptSeconds: number
  readonly partBytes: number | null
  readonly most: { readonly bytes: number; readonly count: number; readonly totalBytes: number }
}

/**
 * A small file uses more space on a disk than its bytes, and each file has a database row. So in the total of all accounts, each file counts at least this many
 * bytes.
 */
const leastCounted = 65_536

/**
 * A file that is uploaded in parts counts only as `leastCounted` bytes. In addition, each of its parts counts with its bytes as soon as it is reserved. If the
 * file counted with its full size from the start, accounts could reserve the whole store without sending bytes.
 */
const inStore = statement(
  rowOf({ used: 'int8!', isRemoved: 'bool!' }),
  `select coalesce(sum(case when part_bytes is null then greatest(bytes, $1::bigint) else $1 end), 0)::bigint
     + (select coalesce(sum(bytes), 0)::bigint from artefact_parts) as used,
     exists (select from removed_artefacts where sha256 = $2) as "isRemoved" from artefacts`,
)

/**
 * Returns the bytes that the files of all accounts use or have reserved in the store, and whether the operator removed the file with this hash. Reads all rows
 * of `artefacts` and `artefact_parts`.
 */
export async function readArtefactStore(tx: Queryable, { sha256 }: { sha256: string }): Promise<{ used: bigint; isRemoved: boolean }> {
  return inStore.only(tx, [leastCounted, sha256])
}

/**
 * Takes one lock for all accounts. Without it, two accounts could both get the last free space, and an upload could overlook that the operator has removed its
 * file.
 */
export async function lockArtefacts(tx: Queryable): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('all accounts', 7311))", [])
}

/** Takes the lock of the artefacts of one account, until the transaction ends. */
export async function lockAccountArtefacts(tx: Queryable, { account }: { account: string }): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 7311))', [account])
}

/**
 * Reserves the space of an artefact before its bytes arrive. Returns `removed` if the operator removed this file, `store_full` if all accounts together have
 * too little space, and `account_full` if the account has too little space or too many artefacts. Unfinished uploads count, and so do deleted artefacts until
 * their bytes are removed. An artefact that this upload replaces counts only in the total of all accounts. Call it in a transaction: it locks the reservations
 * of all accounts until the transaction ends. Index: artefacts (account, created_at); to calculate the total, it reads the whole table, which the limit on the
 * total keeps small.
 */
export async function reserveArtefact(tx: Queryable, wanted: NewArtefact): Promise<'reserved' | 'removed' | 'account_full' | 'store_full'> {
  await lockArtefacts(tx)
  const { used, isRemoved } = await readArtefactStore(tx, wanted)
  if (isRemoved) return 'removed'
  const counted = wanted.partBytes === null ? Math.max(wanted.bytes, leastCounted) : leastCounted + Math.min(wanted.bytes, wanted.partBytes)
  if (used + BigInt(counted) > BigInt(wanted.most.totalBytes)) return 'store_full'
  await lockAccountArtefacts(tx, wanted)
  const rows = await tx.query(
    `insert into artefacts (artefact_id, account, sha256, bytes, readers, expires_at, part_bytes)
     select $1, $2, $3, $4::integer, $5, now() + $6 * interval '1 second', $9::integer
     from (select coalesce(sum(bytes), 0) as used, count(*) as files from artefacts
       where account = $2 and not (sha256 = $3 and stored_at is not null and deleted_at is null)) as others
     where used + $4::integer <= $7::bigint and files < $8 returning 1`,
    [
      ...[wanted.artefactId, wanted.account, wanted.sha256, wanted.bytes, wanted.readers, wanted.keptSeconds],
      ...[wanted.most.bytes, wanted.most.count, wanted.partBytes],
    ],
  )
  return rows.length > 0 ? 'reserved' : 'account_full'
}

const stored = statement(
  artefactRow,
  `update artefacts set stored_at = now(), expires_at = expires_at + (now() - created_at)
   where artefact_id = $1 and stored_at is null and deleted_at is null returning ${columns}`,
)

/**
 * Marks an artefact as stored, and deletes an earlier artefact of the same account and hash. The time for which it is stored begins now, not at the start of
 * the upload. Returns null if the artefact was deleted during the upload. Call it in a transaction: it locks the account's artefacts until the transaction
 * ends. Index: artefacts (artefact_id), artefacts (account, sha256).
 */
export async function markArtefactStored(
  tx: Queryable,
  { artefactId, account, sha256 }: Pick<ArtefactRow, 'artefactId' | 'account' | 'sha256'>,
): Promise<ArtefactRow | null> {
  await lockAccountArtefacts(tx, { account })
  await tx.query(
    `update artefacts set deleted_at = now() where account = $1 and sha256 = $2 and stored_at is not null and deleted_at is null and exists (
       select from artefacts fresh where fresh.artefact_id = $3 and fresh.stored_at is null and fresh.deleted_at is null)`,
    [account, sha256, artefactId],
  )
  return stored.first(tx, [artefactId])
}

/** Marks an unfinished upload of an artefact (a file of an account) as given up. The next clean-up removes its bytes. Index: artefacts (artefact_id). */
export async function abandonArtefact(db: Queryable, { artefactId }: { artefactId: string }): Promise<void> {
  await db.query('update artefacts set deleted_at = now() where artefact_id = $1 and stored_at is null', [artefactId])
}

const readable = statement(
  artefactRow,
  `select ${columns} from artefacts where sha256 = $1 and ${isStored} and (account = $2 or readers = 'anybody' or exists (
     select from problem_reports r where r.provider = $2 and r.reporter = artefacts.account and artefacts.sha256 = any(r.artefacts)))
   order by account = $2 desc nulls last, created_at limit 1`,
)

/**
 * Returns an artefact if a caller may read it, else null. A caller may read its own artefacts, public ones, and those that a renter attached to a report to
 * this provider. `account` is null for a caller who is not signed in. Index: artefacts (sha256), problem_reports (provider, report_id). Takes no lock.
 */
export async function findArtefact(db: Queryable, { sha256, account }: { sha256: string; account: string | null }): Promise<ArtefactRow | null> {
  return readable.first(db, [sha256, account])
}

const own = statement(artefactRow, `select ${columns} from artefacts where account = $1 and sha256 = $2 and ${isStored}`)

/** Returns the file that an account stores under a hash; null if it stores none. Index: artefacts (account, sha256). Takes no lock. */
export async function findOwnArtefact(db: Queryable, { account, sha256 }: { account: string; sha256: string }): Promise<ArtefactRow | null> {
  return own.first(db, [account, sha256])
}

const renewed = statement(
  artefactRow,
  `update artefacts set readers = $3, created_at = now(), expires_at = now() + $4 * interval '1 second'
   where account = $1 and sha256 = $2 and ${isStored} returning ${columns}`,
)

/** Starts the time of a stored file again, and sets its readers. Returns null if the account does not store it. Index: artefacts (account, sha256). */
export async function renewArtefact(
  db: Queryable,
  { account, sha256, readers, keptSeconds }: Pick<ArtefactRow, 'account' | 'sha256' | 'readers'> & { readonly keptSeconds: number },
): Promise<ArtefactRow | null> {
  return renewed.first(db, [account, sha256, readers, keptSeconds])
}

const ofAccount = statement(artefactRow, `select ${columns} from artefacts where account = $1 and ${isStored} order by created_at desc, artefact_id`)

/**
 * Lists the artefacts of an account, newest first, all at once: the limit of artefacts for each account keeps the list short. Index: artefacts (account,
 * created_at). Takes no lock.
 */
export async function listArtefacts(db: Queryable, { account }: { account: string }): Promise<ArtefactRow[]> {
  return ofAccount.rows(db, [account])
}

/**
 * Deletes an account's artefact and its unfinished upload in parts. The next clean-up removes the bytes. Returns false if there is neither. Index: artefacts
 * (account, sha256).
 */
export async function deleteArtefact(db: Queryable, { account, sha256 }: { account: string; sha256: string }): Promise<boolean> {
  const rows = await db.query(
    `update artefacts set deleted_at = now() where account = $1 and sha256 = $2 and deleted_at is null and expires_at > now()
       and (stored_at is not null or part_bytes is not null) returning 1`,
    [account, sha256],
  )
  return rows.length > 0
}

const deleted = statement(
  rowOf({ account: artefacts.account }),
  'update artefacts set deleted_at = now() where sha256 = $1 and deleted_at is null returning account',
)

/**
 * Deletes the file with this hash from every account that has stored it or is uploading it, and prevents every account from storing it again. Returns these
 * accounts. Call it in a transaction: it locks the reservations of all accounts until the transaction ends. Index: artefacts (sha256).
 */
export async function banArtefact(tx: Queryable, { sha256 }: { sha256: string }): Promise<string[]> {
  await lockArtefacts(tx)
  await tx.query('insert into removed_artefacts (sha256) values ($1) on conflict do nothing', [sha256])
  return [...new Set((await deleted.rows(tx, [sha256])).map(({ account }) => account))]
}

/**
 * Moves the expiry of public files to a later time, so that evidence of disputes remains stored for `seconds` from now: the copy of `account`, or the copies of
 * all accounts for null. Changes a file only if its expiry moves by more than an hour. Returns the number of changed files. Index: artefacts (sha256).
 */
export async function keepEvidence(
  db: Queryable,
  { kept }: { kept: readonly { readonly sha256: string; readonly seconds: number; readonly account: string | null }[] },
): Promise<number> {
  if (kept.length === 0) return 0
  const rows = await db.query(
    `update artefacts set expires_at = now() + k.seconds * interval '1 second'
     from (select a.artefact_id, max(u.seconds) as seconds from unnest($1::text[], $2::float8[], $3::text[]) as u (sha256, seconds, account)
       join artefacts a on a.sha256 = u.sha256 and (u.account is null or a.account = u.account) group by a.artefact_id) k
     where artefacts.artefact_id = k.artefact_id and readers = 'anybody' and stored_at is not null and deleted_at is null
       and expires_at < now() + (k.seconds - 3600) * interval '1 second' returning 1`,
    [kept.map(({ sha256 }) => sha256), kept.map(({ seconds }) => seconds), kept.map(({ account }) => account)],
  )
  return rows.length
}

const ownFiles = statement(
  rowOf({ sha256: artefacts.sha256 }),
  `select sha256 from artefacts where account = $1 and sha256 = any($2) and ${isStored}`,
)

/** From the given hashes, returns those for which the account stores a file. Index: artefacts (account, sha256). Takes no lock. */
export async function listOwnHashes(db: Queryable, { account, hashes }: { account: string; hashes: readonly string[] }): Promise<string[]> {
  return (await ownFiles.rows(db, [account, hashes])).map(({ sha256 }) => sha256)
}

const publicCopies = statement(
  artefactRow,
  `select ${columns} from artefacts where sha256 = any($1) and readers = 'anybody' and stored_at is not null and deleted_at is null
   order by created_at, artefact_id`,
)

/**
 * Returns the public files with these hashes, one for each account that stores it, oldest first. Also returns expired ones that are not removed yet. Index:
 * artefacts (sha256). Takes no lock.
 */
export async function listPublicCopies(db: Queryable, { hashes }: { hashes: readonly string[] }): Promise<ArtefactRow[]> {
  return hashes.length === 0 ? [] : publicCopies.rows(db, [hashes])
}

const publicFiles = statement(
  rowOf({ sha256: artefacts.sha256, bytes: artefacts.bytes }),
  `select distinct on (sha256) sha256, bytes from artefacts where sha256 = any($1) and readers = 'anybody' and ${isStored} order by sha256, created_at`,
)

/** Returns the sizes in bytes of those files that anybody may read, by hash. Index: artefacts (sha256). Takes no lock. */
export async function listPublicFiles(db: Queryable, { hashes }: { hashes: readonly string[] }): Promise<ReadonlyMap<string, number>> {
  if (hashes.length === 0) return new Map()
  return new Map((await publicFiles.rows(db, [hashes])).map(({ sha256, bytes }) => [sha256, bytes]))
}

/** The accounts whose public files may be evidence of a dispute that cannot be read now. */
export type UnreadAccounts = readonly string[] | 'all'

/**
 * Returns the SQL condition that an artefact has expired and may be removed for this reason. `accounts` is the parameter for `unreadParameter`: a public file of
 * these accounts, or of all accounts for null, remains.
 */
export function removableAt(artefact: string, accounts: string): string {
  return `(${artefact}.expires_at < now() and not (${artefact}.readers = 'anybody' and ${artefact}.stored_at is not null
    and (${accounts}::text[] is null or ${artefact}.account = any(${accounts}))))`
}

/** Returns the value of the parameter `accounts` of `removableAt`. */
export function unreadParameter(accounts: UnreadAccounts): readonly string[] | null {
  return accounts === 'all' ? null : accounts
}

const toRemove = statement(
  rowOf({ artefactId: artefacts.artefact_id }),
  `select artefact_id as "artefactId" from artefacts
   where (deleted_at is not null or ${removableAt('artefacts', '$4')} or (stored_at is null and part_bytes is null and created_at < now() - $1 * interval '1 second'))
     and not artefact_id = any($3::uuid[]) and not exists (select from artefact_parts p where p.artefact_id = artefacts.artefact_id)
   order by coalesce(deleted_at, case when stored_at is null then created_at else expires_at end), artefact_id limit $2`,
)

/** How many files to remove at most, after how many seconds an upload has failed, and the files that remain. */
export type RemovalLimits = {
  readonly uploadSeconds: number
  readonly limit: number
  readonly except: readonly string[]
  readonly unreadAccounts: UnreadAccounts
}

/**
 * Lists artefacts to remove from the file store: deleted and expired ones, and artefacts that are uploaded with one request of which not all bytes arrived
 * within `uploadSeconds`. Leaves out the artefacts in `except`, expired public ones of `unreadAccounts`, and those that still have parts, because the parts are
 * removed first. The artefact that has waited longest comes first. Takes no lock.
 */
export async function listArtefactsToRemove(db: Queryable, { uploadSeconds, limit, except, unreadAccounts }: RemovalLimits): Promise<string[]> {
  return (await toRemove.rows(db, [uploadSeconds, limit, except, unreadParameter(unreadAccounts)])).map(({ artefactId }) => artefactId)
}

/** Moves an artefact whose bytes could not be removed to the end of the clean-up's queue. Index: artefacts (artefact_id). */
export async function postponeArtefactRemoval(db: Queryable, { artefactId }: { artefactId: string }): Promise<void> {
  await db.query('update artefacts set deleted_at = now() where artefact_id = $1', [artefactId])
}

/** Deletes the row of an artefact after its bytes were removed from the file store. Index: artefacts (artefact_id). */
export async function removeArtefact(db: Queryable, { artefactId }: { artefactId: string }): Promise<void> {
  await db.query('delete from artefacts where artefact_id = $1', [artefactId])
}
