import type { Queryable } from '../client/queryable.ts'

/** The nodes of a node session that is neither over nor revoked, or null. Index: node_sessions (token_hash). Takes no lock. */
export async function findNodeSession(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<string[] | null> {
  const rows = await db.query<{ node_ids: string[] }>(
    'select node_ids from node_sessions where token_hash = $1 and expires_at > now() and revoked_at is null',
    [tokenHash],
  )
  return rows[0]?.node_ids ?? null
}
