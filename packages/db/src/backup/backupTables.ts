// Tables of a backup, and the position at which it was taken. The owner (role infinitio_owner) reads the catalogue of Postgres.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { undoableTables } from '../rebuild.ts'

/**
 * Tables that the two authorities give again, besides the projections that have before images: dropped and folded by `rebuild-projections` and by
 * every restore.
 */
export const foldedTables: readonly string[] = [
  'chain_statement',
  'projection_undo',
  'book_orders',
  'book_reservations',
  'holds',
  'settlements',
  'book_nodes',
  'book_accounts',
  'matcher_status',
  // Not folded at once: the matcher takes new ones as the journal goes on.
  'book_snapshots',
  'book_snapshot_parts',
]

/** Tables that prove who somebody is, or that we are who we say (secrets of webhooks), or answers that may hold such a proof: never in a backup. Everyone signs in again after a restore, and makes webhooks anew. */
export const secretTables: readonly string[] = [
  'sessions',
  'session_nonces',
  'node_sessions',
  'terminal_tokens',
  'port_tokens',
  'idempotency_keys',
  'webhooks',
  'webhook_deliveries',
  'webhook_attempts',
  // Mails that waited would be sent again; addresses stay, so that the links of what was sent still stop it.
  'mail_deliveries',
  'mail_attempts',
]

/** What every database has by itself: its migrations. */
export const ownTables: readonly string[] = ['_prisma_migrations']

const backupTableRow = rowOf({ name: 'name', columns: 'text[]', identity: 'text?' })

/** A table to keep: its columns in order, and its identity column when it has one. */
export type BackupTable = RowOf<typeof backupTableRow>

const keptTables = statement(
  backupTableRow,
  `select c.relname as name,
     array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
     (select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attidentity <> '') as identity
   from pg_class c
   where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
     and c.relname <> all ($1::text[]) and c.relname not in ${undoableTables}
   order by c.relname`,
)

/**
 * Every table of the schema that is neither folded nor secret, so that a new one is kept unless somebody said otherwise. Partitions are read
 * through their parent. Takes no lock.
 */
export async function listBackupTables(db: Queryable): Promise<BackupTable[]> {
  return keptTables.rows(db, [[...foldedTables, ...secretTables, ...ownTables]])
}

const backupPositionRow = rowOf({
  postgres: 'text',
  migrations: 'text[]',
  journalSeq: 'int8',
  journalHash: nullable(tables.journal.hash),
  generation: 'int4',
  headNumber: nullable(tables.follower_checkpoint.head_number),
  headHash: nullable(tables.follower_checkpoint.head_hash),
})

/** Where journal and chain stand in what is read. */
export type BackupPosition = RowOf<typeof backupPositionRow>

const backupPosition = statement(
  backupPositionRow,
  `select current_setting('server_version') as postgres,
     array(select migration_name::text from _prisma_migrations where finished_at is not null order by migration_name) as migrations,
     coalesce(j.seq, 0) as "journalSeq", j.hash as "journalHash",
     coalesce((select max(generation) from journal_generations), 0) as generation,
     c.head_number as "headNumber", c.head_hash as "headHash"
   from (select 1) one left join lateral (select seq, hash from journal order by seq desc limit 1) j on true
     left join follower_checkpoint c on c.id = 1`,
)

/** Reads it in the snapshot of the caller's transaction. Takes no lock. */
export async function readBackupPosition(db: Queryable): Promise<BackupPosition> {
  return backupPosition.only(db, [])
}
