// The public view of the journal. The API reads `journal` and `journal_generations`, which the matcher writes.
import { bigintArray, textArray } from '../client/binaryArray.ts'
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

// Rows of the journal. The matcher (role infinitio_matcher) appends to the table `journal`.

/** The columns of a journal row. */
const journalRow = rowOf({
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

/** A row of the journal without its events. A reader calculates the same events by executing the command again. */
export type JournalCommandRow = RowOf<typeof journalCommandRow>

const commandsUpTo = statement(journalCommandRow, 'select seq, at_ms as "atMs", command from journal where seq > $1 order by seq limit $2')

/** Returns up to `limit` commands of the journal after `afterSeq`, oldest first. Index: journal (seq). Takes no lock. */
export async function listJournalCommands(db: Queryable, { afterSeq, limit }: { afterSeq: bigint; limit: number }): Promise<JournalCommandRow[]> {
  return commandsUpTo.rows(db, [afterSeq, limit])
}

/** Returns true if a row of the journal has this hash. It reads the whole journal, so use it only for restores. Takes no lock. */
export async function hasJournalHash(db: Queryable, { hash }: { hash: string }): Promise<boolean> {
  const rows = await db.query('select from journal where hash = $1 limit 1', [hash])
  return rows.length > 0
}

const newestRow = statement(rowOf({ seq: tables.journal.seq, hash: tables.journal.hash }), 'select seq, hash from journal order by seq desc limit 1')

/** Returns the last row of the journal, or null while it is empty. Index: journal (seq). Takes no lock. */
export async function readJournalHead(db: Queryable): Promise<{ seq: bigint; hash: string } | null> {
  return newestRow.first(db, [])
}

const publicJournalRow = rowOf({ ...journalRow, generation: 'int4' })

/** A row of the journal, with its generation (a new one begins when a restore may have lost rows). */
export type PublicJournalRow = RowOf<typeof publicJournalRow>

const publicRows = statement(
  publicJournalRow,
  `select seq, at_ms as "atMs", command, events, hash,
            (select coalesce(max(generation), 0) from journal_generations where first_seq <= seq) as generation
     from (select *, coalesce(sum(octet_length(command) + octet_length(events)) over (order by seq rows between unbounded preceding and 1 preceding), 0) as before
           from (select * from journal where seq >= $1 order by seq limit $2) page) sized
     where before < $3
     order by seq`,
  { prepared: true },
)

/**
 * Returns rows of the journal from a number on, oldest first: at most `limit` rows and about `mostBytes` bytes of text, but at least one row if there is one.
 * Indexes: journal (seq), journal_generations (generation). Takes no lock.
 */
export async function listPublicJournalRows(
  db: Queryable,
  { fromSeq, limit, mostBytes }: { fromSeq: bigint; limit: number; mostBytes: number },
): Promise<PublicJournalRow[]> {
  return publicRows.rows(db, [fromSeq, limit, mostBytes])
}

const publicHead = statement(
  rowOf({ seq: tables.journal.seq, hash: tables.journal.hash, generation: 'int4' }),
  `select seq, hash, (select coalesce(max(generation), 0) from journal_generations where first_seq <= seq) as generation
     from journal order by seq desc limit 1`,
  { prepared: true },
)

/**
 * Returns the last row of the journal and its generation (a new count begins after each restore that may have lost rows). Returns null if the journal is empty.
 * Indexes: journal (seq), journal_generations (generation). Takes no lock.
 */
export async function readPublicJournalHead(db: Queryable): Promise<{ seq: bigint; hash: string; generation: number } | null> {
  return publicHead.first(db, [])
}

const headAtMoment = statement(
  rowOf({ seq: tables.journal.seq, hash: tables.journal.hash }),
  `with recursive halving as (
       select 0::bigint as low, coalesce($2::bigint - 1, (select max(seq) from journal), 0) as high
       union all
       select case when row.at_ms <= $1 then row.seq else low end, case when row.at_ms <= $1 then high else middle - 1 end
       from (select low, high, low + (high - low + 1) / 2 as middle from halving where low < high) half
       left join lateral (select seq, at_ms from journal where seq >= middle and seq <= high order by seq limit 1) row on true
     )
     select j.seq, j.hash from journal j where j.seq = (select max(low) from halving)`,
)

/**
 * Returns the last row of the journal that was written at or before the time `atMs`; null if there is none. With `beforeSeq`, considers only rows with a
 * smaller number. The times of rows never decrease, so the query uses a binary search over journal (seq). Takes no lock.
 */
export async function findJournalHeadAt(
  db: Queryable,
  { atMs, beforeSeq }: { atMs: bigint; beforeSeq: bigint | null },
): Promise<{ seq: bigint; hash: string } | null> {
  return headAtMoment.first(db, [atMs, beforeSeq])
}

const anchoredRow = statement(
  rowOf({ seq: tables.journal.seq, hash: tables.journal.hash }),
  `select seq, hash from journal where command::jsonb ->> 'kind' not in ('Block', 'Tick') order by seq desc limit 1`,
)

/**
 * Returns the row of the journal of which the hash should be stored on the chain (anchored). This is the last row that is neither a block nor a tick of the
 * clock, because later blocks and ticks need no anchor. Its hash covers all earlier rows. Returns null for an empty journal. Index: journal (seq).
 */
export async function readAnchorRoot(db: Queryable): Promise<{ seq: bigint; hash: string } | null> {
  return anchoredRow.first(db, [])
}
