// Uploads of artefacts in parts, which continue after a broken connection. The API (role infinitio_api) writes the tables `artefacts` and `artefact_parts`.
import { type ArtefactRow, lockAccountArtefacts, lockArtefacts, type NewArtefact, readArtefactStore, reserveArtefact } from './artefacts.ts'
import { type RemovalLimits, removableAt, unreadParameter } from './artefacts.ts'
import { oneOf, rowOf, type RowOf } from './client/columns.ts'
import type { Queryable } from './client/queryable.ts'
import { statement } from './client/statement.ts'
import { tables } from './generated/tables.ts'

const { artefacts, artefact_parts: parts } = tables

const uploadRow = rowOf({
  artefactId: artefacts.artefact_id,
  account: artefacts.account,
  sha256: artefacts.sha256,
  bytes: artefacts.bytes,
  readers: oneOf(artefacts.readers, ['owner', 'anybody']),
  partBytes: 'int4!',
  received: artefacts.received,
  createdAt: artefacts.created_at,
  receivedAt: artefacts.received_at,
})

/**
 * An unfinished upload in parts of an artefact (a file that an account stores by its hash). `received` is the number of stored bytes, which is also the offset
 * of the next part.
 */
export type ArtefactUploadRow = RowOf<typeof uploadRow>

const columns =
  'artefact_id as "artefactId", account, sha256, bytes, readers, coalesce(part_bytes, 0) as "partBytes", received, created_at as "createdAt", received_at as "receivedAt"'
const isUpload = 'part_bytes is not null and stored_at is null and deleted_at is null and expires_at > now()'

const uploadOf = statement(uploadRow, `select ${columns} from artefacts where account = $1 and sha256 = $2 and ${isUpload}`)
const uploadsOf = statement(uploadRow, `select ${columns} from artefacts where account = $1 and ${isUpload} order by created_at desc, artefact_id`)
const changeReaders = statement(uploadRow, `update artefacts set readers = $2 where artefact_id = $1 and ${isUpload} returning ${columns}`)

/** Returns an account's unfinished upload in parts of a file; null if there is none. Index: artefacts (account, sha256). Takes no lock. */
export async function findArtefactUpload(db: Queryable, { account, sha256 }: { account: string; sha256: string }): Promise<ArtefactUploadRow | null> {
  return uploadOf.first(db, [account, sha256])
}

/** Lists the unfinished uploads in parts of an account, newest first. Index: artefacts (account, created_at). Takes no lock. */
export async function listArtefactUploads(db: Queryable, { account }: { account: string }): Promise<ArtefactUploadRow[]> {
  return uploadsOf.rows(db, [account])
}

/**
 * Starts an upload in parts. If this account has an unfinished upload of the same hash and length, returns that upload with the new `readers`. An unfinished
 * upload of the same hash with another length is given up, because one of the two lengths is wrong. A new upload reserves its whole size in the account's
 * space. In the space of all accounts, each part reserves its bytes later (`reserveArtefactPart`). Refuses like `reserveArtefact`, and with `too_many` if the
 * account has `mostUploads` unfinished uploads. Call it in a transaction: it locks the reservations of all accounts until the transaction ends.
 */
export async function startArtefactUpload(
  tx: Queryable,
  { mostUploads, ...wanted }: NewArtefact & { readonly partBytes: number; readonly mostUploads: number },
): Promise<ArtefactUploadRow | 'removed' | 'account_full' | 'store_full' | 'too_many'> {
  await lockArtefacts(tx)
  await lockAccountArtefacts(tx, wanted)
  const found = await findArtefactUpload(tx, wanted)
  if (found?.bytes === wanted.bytes) return (await changeReaders.first(tx, [found.artefactId, wanted.readers])) ?? found
  // Gives up the account's unfinished upload of this file, even if it has expired and the clean-up has not found it yet.
  await tx.query(
    `update artefacts set deleted_at = now()
     where account = $1 and sha256 = $2 and part_bytes is not null and stored_at is null and deleted_at is null`,
    [wanted.account, wanted.sha256],
  )
  if ((await listArtefactUploads(tx, wanted)).length >= mostUploads) return 'too_many'
  const space = await reserveArtefact(tx, wanted)
  return space === 'reserved' ? uploadOf.only(tx, [wanted.account, wanted.sha256]) : space
}

const unusedParts = statement(
  rowOf({ count: 'int4!' }),
  'select count(*)::integer as count from artefact_parts where artefact_id = $1 and (stored_at is null or deleted_at is not null)',
)

/** A part of an upload before its bytes arrive. `partId` is the name of its bytes in the file store. */
export type NewArtefactPart = Pick<ArtefactUploadRow, 'account' | 'sha256'> & {
  readonly partId: string
  readonly start: number
  readonly bytes: number
  /** The most bytes that the files of all accounts may use. */
  readonly totalBytes: number
  /** The limit for the number of this upload's parts that broke off and that are not yet removed from the file store. */
  readonly mostUnused: number
}

/**
 * Reserves the space of a part before its bytes arrive. The part must begin where the upload continues (`received`), and have the full size of a part or end
 * the file. Gives up an earlier attempt to send a part of this upload, if its bytes are still arriving. Returns `unknown` if there is no such upload,
 * `wrong_offset` if the part begins elsewhere or has another length, `too_many` if `mostUnused` parts that broke off are not removed yet, and `store_full` if
 * all accounts together have too little space. Call it in a transaction: it locks the reservations of all accounts until the transaction ends. Index: artefacts
 * (account, sha256), artefact_parts (artefact_id, start).
 */
export async function reserveArtefactPart(
  tx: Queryable,
  { partId, account, sha256, start, bytes, totalBytes, mostUnused }: NewArtefactPart,
): Promise<'reserved' | 'unknown' | 'wrong_offset' | 'too_many' | 'store_full'> {
  await lockArtefacts(tx)
  await lockAccountArtefacts(tx, { account })
  const upload = await findArtefactUpload(tx, { account, sha256 })
  if (upload === null) return 'unknown'
  if (start !== upload.received || bytes !== Math.min(upload.partBytes, upload.bytes - upload.received)) return 'wrong_offset'
  const { artefactId } = upload
  if ((await unusedParts.only(tx, [artefactId])).count >= mostUnused) return 'too_many'
  if ((await readArtefactStore(tx, { sha256 })).used + BigInt(bytes) > BigInt(totalBytes)) return 'store_full'
  await tx.query('update artefact_parts set deleted_at = now() where artefact_id = $1 and stored_at is null and deleted_at is null', [artefactId])
  await tx.query('insert into artefact_parts (part_id, artefact_id, start, bytes) values ($1, $2, $3, $4)', [partId, artefactId, start, bytes])
  return 'reserved'
}

const storedPart = statement(
  rowOf({ artefactId: parts.artefact_id, bytes: parts.bytes }),
  `update artefact_parts p set stored_at = now() from artefacts a
   where p.part_id = $1 and p.stored_at is null and p.deleted_at is null and a.artefact_id = p.artefact_id and a.account = $2 and a.received = p.start
     and a.stored_at is null and a.deleted_at is null and a.expires_at > now()
   returning p.artefact_id as "artefactId", p.bytes`,
)
const grownUpload = statement(
  uploadRow,
  `update artefacts set received = received + $2, received_at = now() where artefact_id = $1 returning ${columns}`,
)

/**
 * Marks a part as stored. Returns the upload, which continues after this part. Returns null if the upload was deleted or expired, or if another attempt has
 * replaced this part. Call it in a transaction: it locks the account's artefacts until the transaction ends. Index: artefact_parts (part_id), artefacts
 * (artefact_id).
 */
export async function markArtefactPartStored(
  tx: Queryable,
  { partId, account }: { partId: string; account: string },
): Promise<ArtefactUploadRow | null> {
  await lockAccountArtefacts(tx, { account })
  const part = await storedPart.first(tx, [partId, account])
  return part === null ? null : grownUpload.only(tx, [part.artefactId, part.bytes])
}

const partsOf = statement(
  rowOf({ partId: parts.part_id }),
  'select part_id as "partId" from artefact_parts where artefact_id = $1 and stored_at is not null and deleted_at is null order by start',
)

/**
 * Lists the names of an artefact's stored parts in the file store, from the start of the file. The list is empty if the file was uploaded with one request.
 * Index: artefact_parts (artefact_id, start). Takes no lock.
 */
export async function listArtefactParts(db: Queryable, { artefactId }: Pick<ArtefactRow, 'artefactId'>): Promise<string[]> {
  return (await partsOf.rows(db, [artefactId])).map(({ partId }) => partId)
}

/**
 * Gives up uploads in parts: those whose last part was stored more than `idleSeconds` ago, and those that have no part `emptySeconds` after their start. Call
 * it before `listPartsToRemove`, so that no part is removed from an upload that continues at the same moment. Reads the whole table.
 */
export async function abandonIdleUploads(db: Queryable, { idleSeconds, emptySeconds }: { idleSeconds: number; emptySeconds: number }): Promise<void> {
  await db.query(
    `update artefacts set deleted_at = now() where part_bytes is not null and stored_at is null and deleted_at is null
       and received_at < now() - (case when received = 0 then $2::integer else $1::integer end) * interval '1 second'`,
    [idleSeconds, emptySeconds],
  )
}

const partsToRemove = statement(
  rowOf({ partId: parts.part_id }),
  `select part_id as "partId" from artefact_parts p
   where (p.deleted_at is not null or (p.stored_at is null and p.created_at < now() - $1 * interval '1 second')
       or not exists (select from artefacts a where a.artefact_id = p.artefact_id and a.deleted_at is null and not ${removableAt('a', '$4')}))
     and not p.part_id = any($3::uuid[])
   order by coalesce(p.deleted_at, p.created_at), p.part_id limit $2`,
)

/**
 * Lists parts to remove from the file store: parts of deleted and expired artefacts, parts that another attempt replaced or that were given up, and parts whose
 * bytes did not all arrive within `uploadSeconds`. Leaves out the parts in `except`, and those of expired public files of `unreadAccounts`. The part that has
 * waited longest comes first. Takes no lock.
 */
export async function listPartsToRemove(db: Queryable, { uploadSeconds, limit, except, unreadAccounts }: RemovalLimits): Promise<string[]> {
  return (await partsToRemove.rows(db, [uploadSeconds, limit, except, unreadParameter(unreadAccounts)])).map(({ partId }) => partId)
}

/** Marks a part as given up. It goes to the end of the clean-up's queue. Index: artefact_parts (part_id). */
export async function giveUpArtefactPart(db: Queryable, { partId }: { partId: string }): Promise<void> {
  await db.query('update artefact_parts set deleted_at = now() where part_id = $1', [partId])
}

/** Deletes the row of a part after its bytes were removed from the file store. Index: artefact_parts (part_id). */
export async function removeArtefactPart(db: Queryable, { partId }: { partId: string }): Promise<void> {
  await db.query('delete from artefact_parts where part_id = $1', [partId])
}
