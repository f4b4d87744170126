import { bigintArray, textArray } from '../client/binaryArray.ts'
import type { Queryable } from '../client/queryable.ts'
import type { JournalRow } from './journalRow.ts'

/** Appends rows to the journal in one statement. A row whose seq exists makes it throw. Index: journal (seq). */
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
