import type { Queryable } from '../client/queryable.ts'

/** Opens one session for the nodes of an agent. Only the hash of the token is kept. */
export async function insertNodeSession(db: Queryable, args: { tokenHash: string; nodeIds: readonly string[]; expiresAt: Date }): Promise<void> {
  await db.query('insert into node_sessions (token_hash, node_ids, expires_at) values ($1, $2, $3)', [args.tokenHash, args.nodeIds, args.expiresAt])
}
