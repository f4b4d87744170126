import type { Queryable } from '../client/queryable.ts'
import { isOpenSession } from './isOpenSession.ts'

/** Which of these sessions, by the hashes of their tokens, are open. Indexes: sessions (token_hash), chain_sessions (account, key). Takes no lock. */
export async function listOpenSessions(db: Queryable, { tokenHashes }: { tokenHashes: readonly string[] }): Promise<Set<string>> {
  const rows = await db.query<{ token_hash: string }>(`select token_hash from sessions where token_hash = any($1) and ${isOpenSession}`, [
    tokenHashes,
  ])
  return new Set(rows.map((row) => row.token_hash))
}
