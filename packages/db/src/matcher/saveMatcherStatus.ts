import type { Queryable } from '../client/queryable.ts'

/** What the matcher says about itself. `mode` is the market's: open, halted or cancel_only. */
export interface NewMatcherStatus {
  lastSeq: bigint
  bookHash: string | null
  unsettled: number
  paused: boolean
  mode: string
  generation: number
}

/**
 * Where the matcher stands, for health pages: last journal row, matches not yet settled, whether it holds back api
 * commands, what the operator lets in. `bookHash` is given when it was computed at `lastSeq`, else null (the stored one is then cleared).
 */
export async function saveMatcherStatus(tx: Queryable, { lastSeq, bookHash, unsettled, paused, mode, generation }: NewMatcherStatus): Promise<void> {
  await tx.query(
    `insert into matcher_status (id, last_seq, book_hash, unsettled, paused, mode, generation, updated_at) values (1, $1, $2, $3, $4, $5, $6, now())
     on conflict (id) do update set last_seq = excluded.last_seq, book_hash = excluded.book_hash, unsettled = excluded.unsettled,
       paused = excluded.paused, mode = excluded.mode, generation = excluded.generation, updated_at = excluded.updated_at`,
    [lastSeq, bookHash, unsettled, paused, mode, generation],
    { prepared: true },
  )
}
