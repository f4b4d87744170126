// Records restores of the journal. A restore may have lost rows that somebody has already seen; then a new generation of the journal begins. The matcher (role
// infinitio_matcher) writes the table `journal_generations`.
import type { Queryable } from '../client/queryable.ts'

/**
 * A generation of the journal. It begins when the journal is restored from a backup that may lack rows which somebody has already seen. The restored journal
 * ends with the row `baseSeq`; the rows after it up to `lostToSeq` are lost. `firstSeq` is the first row of the new generation.
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

/** Stores a generation of the journal (a new count after a restore), in the transaction that writes its first row. Index: journal_generations (generation). */
export async function insertGeneration(tx: Queryable, row: JournalGeneration): Promise<void> {
  await tx.query(
    `insert into journal_generations (generation, first_seq, base_seq, base_hash, lost_to_seq, lost_hash, opened_at_ms) values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.generation, row.firstSeq, row.baseSeq, row.baseHash, row.lostToSeq, row.lostHash, row.openedAtMs],
  )
}

/** Returns true if the journal was ever restored from a backup that may lack rows which somebody has seen. Takes no lock. */
export async function hasGenerations(db: Queryable): Promise<boolean> {
  return (await db.query('select from journal_generations limit 1', [])).length > 0
}
