import type { Queryable } from '../client/queryable.ts'

/** What the matcher last said about itself. */
export interface MatcherStatus {
  lastSeq: bigint
  bookHash: string | null
  unsettled: number
  paused: boolean
  updatedAt: Date
}

/** The matcher's row, or null before its first journal transaction. Takes no lock. */
export async function readMatcherStatus(db: Queryable): Promise<MatcherStatus | null> {
  const rows = await db.query<MatcherStatus>(
    'select last_seq as "lastSeq", book_hash as "bookHash", unsettled, paused, updated_at as "updatedAt" from matcher_status where id = 1',
    [],
  )
  return rows[0] ?? null
}
