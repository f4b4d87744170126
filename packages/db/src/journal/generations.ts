// Records when the journal was restored to a point before a row that somebody may have seen. The matcher (role infinitio_matcher) writes the table
// `journal_generations`.
import type { Queryable } from '../client/queryable.ts'

/**
 * A restore of the journal to a point before a row that somebody may have seen. Rows after `baseSeq` up to `lostToSeq` are lost; `firstSeq` is the first row of
 * the new generation.
 */
export interface JournalGeneration {
  generation: number
  firstSeq: bigint
  baseSeq: bigint
  baseHash: string
  lostToSeq: bigint
  lostHash: string | null
  openedAtMs: bigint
}

/** Stores a generation, in the journal transaction that opens it. Index: journal_generations (generation). */
export async function insertGeneration(tx: Queryable, row: JournalGeneration): Promise<void> {
  await tx.query(
    `insert into journal_generations (generation, first_seq, base_seq, base_hash, lost_to_seq, lost_hash, opened_at_ms) values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.generation, row.firstSeq, row.baseSeq, row.baseHash, row.lostToSeq, row.lostHash, row.openedAtMs],
  )
}

/** Returns true if the journal was ever restored to a point before a row that somebody may have seen. Takes no lock. */
export async function hasGenerations(db: Queryable): Promise<boolean> {
  return (await db.query('select from journal_generations limit 1', [])).length > 0
}
