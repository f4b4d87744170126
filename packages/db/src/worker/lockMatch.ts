import type { Queryable } from '../client/queryable.ts'

/** Keeps every other sender from sending or abandoning this match until the transaction ends. Takes an advisory lock of the match. */
export async function lockMatch(tx: Queryable, { matchId }: { matchId: bigint }): Promise<void> {
  await tx.query("select pg_advisory_xact_lock(hashtextextended('match/' || $1::text, 7301))", [matchId])
}
