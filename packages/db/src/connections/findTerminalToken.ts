import type { Queryable } from '../client/queryable.ts'
import { type LeaseGuest, leaseGuests } from '../shares.ts'

/** What a terminal token opens, whose it is and of which session, and who may come to that lease now. */
export type TerminalToken = {
  leaseId: string
  account: string
  kind: 'terminal' | 'logs' | 'files'
  expiresAt: Date
  session: string | null
  holder: string
  guests: LeaseGuest[]
}

type TokenRow = {
  lease_id: bigint
  account: string
  kind: 'terminal' | 'logs' | 'files'
  expires_at: Date
  session_hash: string | null
  holder: string
  guests: LeaseGuest[] | null
}

/**
 * The token with this hash (SHA-256, hex), or null. Whether it was used is known by `openConnection`. Index: terminal_tokens (token_hash), leases (lease_id),
 * lease_shares (bid_hash).
 */
export async function findTerminalToken(db: Queryable, { tokenHash }: { tokenHash: string }): Promise<TerminalToken | null> {
  const [row] = await db.query<TokenRow>(
    `select t.lease_id, t.account, t.kind, t.expires_at, t.session_hash, coalesce(leases.holder, leases.renter) as holder, ${leaseGuests} as guests
     from terminal_tokens t join leases on leases.lease_id = t.lease_id where t.token_hash = $1`,
    [tokenHash],
  )
  if (row === undefined) return null
  const { account, kind, holder } = row
  return { leaseId: row.lease_id.toString(), account, kind, expiresAt: row.expires_at, session: row.session_hash, holder, guests: row.guests ?? [] }
}
