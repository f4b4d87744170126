import type { Queryable } from '../client/queryable.ts'

/** A search to keep. */
export type NewSavedSearch = {
  readonly searchId: string
  readonly account: string
  readonly query: string
  readonly seenNodes: readonly string[] | null
  /** Searches an account keeps at most. */
  readonly most: number
}

/**
 * Keeps a search, and gives its id: the one it had when the account keeps the same query already, which is seen anew. Null when it keeps as many as it
 * may. Call it inside a transaction: calls of one account wait for each other by its row. Index: saved_searches (account, query).
 */
export async function saveSearch(tx: Queryable, { searchId, account, query, seenNodes, most }: NewSavedSearch): Promise<string | null> {
  await tx.query('select 1 from accounts where account = $1 for update', [account])
  const rows = await tx.query<{ searchId: string }>(
    `insert into saved_searches (search_id, account, query, seen_nodes)
     select $1, $2, $3, $4::text[]
     where (select count(*) from saved_searches where account = $2 and query <> $3) < $5
     on conflict (account, query) do update set seen_nodes = excluded.seen_nodes, seen_at = now(), told_nodes = null
     returning search_id as "searchId"`,
    [searchId, account, query, seenNodes, most],
  )
  return rows[0]?.searchId ?? null
}
