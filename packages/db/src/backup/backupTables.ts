// The tables of a backup, and the position of journal and chain at which it was taken. The owner (role infinitio_owner) reads the catalogue of Postgres.
import { nullable, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { undoableTables } from '../rebuild.ts'

/**
 * Tables that can be rebuilt from the journal and the chain, in addition to `undoableTables`. The command `rebuild-projections` and every restore first empty
 * these tables and then rebuild them.
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
  // A rebuild empties these two tables but does not fill them. The matcher takes new snapshots as the journal grows.
  'book_snapshots',
  'book_snapshot_parts',
]

/**
 * Tables that are never in a backup. Most of them contain proofs of identity: tokens of accounts and nodes, secrets of webhooks, and answers that may contain
 * such a proof. After a restore, users must sign in and create webhooks again.
 */
export const secretTables: readonly string[] = [
  'sessions',
  'session_nonces',
  'node_sessions',
  'terminal_tokens',
  'port_tokens',
  'pairings',
  'idempotency_keys',
  'webhooks',
  'webhook_deliveries',
  'webhook_attempts',
  // Waiting mails are not in a backup, because a restore would send them a second time. The e-mail addresses are in a backup, so that the unsubscribe links in
  // mails that were sent before still work.
  'mail_deliveries',
  'mail_attempts',
]

/** The table of migrations, which every new database already has. */
export const ownTables: readonly string[] = ['_prisma_migrations']

const backupTableRow = rowOf({ name: 'name', columns: 'text[]', identity: 'text?' })

/** A table of a backup: its ordered columns, and its identity column if it has one. */
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
 * Returns every table of the schema, except tables that are rebuilt, secret tables and the table of migrations. So a backup includes each new table unless
 * somebody excludes it. Partitions are read through their parent table. Takes no lock.
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

/** The position of journal and chain at which a backup was taken. */
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

/** Returns the position of journal and chain, as the caller's transaction sees them. Takes no lock. */
export async function readBackupPosition(db: Queryable): Promise<BackupPosition> {
  return backupPosition.only(db, [])
}
