import type { Queryable } from '../client/queryable.ts'
import type { PortToken } from './findPortToken.ts'

/** A token as it is stored: its hash, and the id it is revoked by. */
export type NewPortToken = PortToken & { tokenHash: string; tokenId: string }

/** Remembers the hash of a port token. */
export async function insertPortToken(db: Queryable, token: NewPortToken): Promise<void> {
  const { tokenHash, tokenId, label, account, kind, port, session, expiresAt } = token
  await db.query(
    'insert into port_tokens (token_hash, token_id, label, account, kind, port, session_hash, expires_at) values ($1, $2, $3, $4, $5, $6, $7, $8)',
    [...[tokenHash, tokenId, label, account, kind, port, session, expiresAt]],
  )
}
