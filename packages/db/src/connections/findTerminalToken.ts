import type { Queryable } from '../client/queryable.ts'

/** What a terminal token opens. */
export type TerminalToken = { leaseId: string; account: string; kind: 'terminal' | 'logs'; expiresAt: Date }

/**
 * The token with this hash (SHA-256, hex) while its account still holds the lease, or null. Whether it was used is known by `openConnection`.
 * Index: terminal_tokens (token_hash), leases (lease_id).
 */
export async function findTerminalToken(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<TerminalToken | null> {
  const rows = await db.query<{ lease_id: bigint; account: string; kind: 'terminal' | 'logs'; expires_at: Date }>(
    `select lease_id, account, kind, expires_at from terminal_tokens where token_hash = $1
       and exists (select from leases where leases.lease_id = terminal_tokens.lease_id and coalesce(leases.holder, leases.renter) = terminal_tokens.account)`,
    [tokenHash],
  )
  const row = rows[0]
  return row === undefined ? null : { leaseId: row.lease_id.toString(), account: row.account, kind: row.kind, expiresAt: row.expires_at }
}
