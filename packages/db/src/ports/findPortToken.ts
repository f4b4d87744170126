import type { Queryable } from '../client/queryable.ts'

/** What a port token opens: one port for a page, all of the lease's (`port` null) for a program. `expiresAt` null: with the lease. `session`: whose end ends a page's; programs have none. */
export type PortToken = {
  label: string
  account: string
  kind: 'page' | 'program'
  port: number | null
  session: string | null
  expiresAt: Date | null
}

/** The token with this hash (SHA-256, hex) unless it was revoked, or null. Whether a page's was used is known by `openConnection`. Index: port_tokens (token_hash). */
export async function findPortToken(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<PortToken | null> {
  const [row] = await db.query<{
    label: string
    account: string
    kind: PortToken['kind']
    port: number | null
    session_hash: string | null
    expires_at: Date | null
  }>('select label, account, kind, port, session_hash, expires_at from port_tokens where token_hash = $1 and revoked_at is null', [tokenHash])
  if (row === undefined) return null
  const { label, account, kind, port, session_hash: session, expires_at: expiresAt } = row
  return { label, account, kind, port, session, expiresAt }
}
