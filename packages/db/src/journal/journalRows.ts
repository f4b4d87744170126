// Rows of the journal. The matcher (role infinitio_matcher) appends to the table `journal`.
import { bigintArray, textArray } from '../client/binaryArray.ts'
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** The columns of the journal. */
export const journalRow = rowOf({
  seq: tables.journal.seq,
  atMs: tables.journal.at_ms,
  command: tables.journal.command,
  events: tables.journal.events,
  hash: tables.journal.hash,
})

/** One row of the journal as stored. `command` and `events` are canonical JSON; `hash` is lower-case hex of sha256. */
export type JournalRow = RowOf<typeof journalRow>

/** Appends rows to the journal in one statement. Throws if a seq exists. Index: journal (seq). */
export async function insertJournalRows(tx: Queryable, rows: readonly JournalRow[]): Promise<void> {
  await tx.query(
    `insert into journal (seq, at_ms, command, events, hash)
     select * from unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::text[])`,
    [
      bigintArray(rows.map((row) => row.seq)),
      bigintArray(rows.map((row) => row.atMs)),
      textArray(rows.map((row) => row.command)),
      textArray(rows.map((row) => row.events)),
      textArray(rows.map((row) => row.hash)),
    ],
    { prepared: true },
  )
}

const rowsAfter = statement(journalRow, 'select seq, at_ms as "atMs", command, events, hash from journal where seq > $1 order by seq limit $2')

/** Returns up to `limit` rows of the journal after `afterSeq`, oldest first. Index: journal (seq). Takes no lock. */
export async function listJournalRows(db: Queryable, { afterSeq, limit }: { afterSeq: bigint; limit: number }): Promise<JournalRow[]> {
  return rowsAfter.rows(db, [afterSeq, limit])
}

const journalCommandRow = rowOf({ seq: journalRow.seq, atMs: journalRow.atMs, command: journalRow.command })

/** A row of the journal without its events. Its readers judge the command again, which produces the same events. */
export type JournalCommandRow = RowOf<typeof journalCommandRow>

const commandsUpTo = statement(journalCommandRow, 'select seq, at_ms as "atMs", command from journal where seq > $1 order by seq limit $2')

/** Returns up to `limit` commands of the journal after `afterSeq`, oldest first. Index: journal (seq). Takes no lock. */
export async function listJournalCommands(db: Queryable, { afterSeq, limit }: { afterSeq: bigint; limit: number }): Promise<JournalCommandRow[]> {
  return commandsUpTo.rows(db, [afterSeq, limit])
}

/** Returns true if a row of the journal has this hash. It reads the whole journal and serves restores. Takes no lock. */
export async function hasJournalHash(db: Queryable, { hash }: { hash: string }): Promise<boolean> {
  const rows = await db.query('select from journal where hash = $1 limit 1', [hash])
  return rows.length > 0
}

const newestRow = statement(rowOf({ seq: tables.journal.seq, hash: tables.journal.hash }), 'select seq, hash from journal order by seq desc limit 1')

/** Returns the last row of the journal, or null while it is empty. Index: journal (seq). Takes no lock. */
export async function readJournalHead(db: Queryable): Promise<{ seq: bigint; hash: string } | null> {
  return newestRow.first(db, [])
}
