import type { Queryable } from '../client/queryable.ts'

/** A match that settles in one transaction with the others of its group, whose id is that of the first. */
export interface GroupedMatch {
  matchId: bigint
  groupId: bigint
}

/** Notes which matches settle together, in one statement. Throws when one is unknown. Index: settlements (match_id). */
export async function groupSettlements(tx: Queryable, matches: readonly GroupedMatch[]): Promise<void> {
  if (matches.length === 0) return
  const changed = await tx.query<{ match_id: bigint }>(
    `update settlements s set group_id = new.group_id from unnest($1::bigint[], $2::bigint[]) as new (match_id, group_id)
     where s.match_id = new.match_id returning s.match_id`,
    [matches.map((match) => match.matchId), matches.map((match) => match.groupId)],
  )
  if (changed.length !== matches.length) throw new Error(`a match is not in settlements, of ${matches.map((match) => match.matchId).join(', ')}`)
}
