import type { Queryable } from './client/queryable.ts'
import type { LeaseKey } from './disk/leaseKey.ts'
import { type LeaseGuest, leaseGuests } from './shares.ts'

/** Returns the label of a lease, which is `label` when it has none yet; calls at the same time agree. Index: lease_endpoints (bid_hash, lease_id). */
export async function ensureLeaseEndpoint(db: Queryable, { bidHash, leaseId, label }: LeaseKey & { label: string }): Promise<string> {
  await db.query('insert into lease_endpoints (label, bid_hash, lease_id) values ($1, $2, $3) on conflict (bid_hash, lease_id) do nothing', [
    ...[label, bidHash, leaseId],
  ])
  const [row] = await db.query<{ label: string }>('select label from lease_endpoints where bid_hash = $1 and lease_id = $2', [bidHash, leaseId])
  if (row === undefined) throw new Error('the label of a lease is gone')
  return row.label
}

/** The lease a label stands for now, with who holds it and whom it is shared with. */
export type LeaseEndpoint = { leaseId: string; holder: string; guests: LeaseGuest[]; state: 'booked' | 'active' | 'ended' | 'closed' }

/** Returns the lease behind a label, or null. A lease that a reorganisation of the chain gave another number is found by its bid. Indexes: lease_endpoints (label), leases (bid_hash), lease_shares (bid_hash). Takes no lock. */
export async function findLeaseEndpoint(db: Queryable, { label }: { label: string }): Promise<LeaseEndpoint | null> {
  const [row] = await db.query<{ lease_id: bigint; holder: string; guests: LeaseEndpoint['guests'] | null; state: LeaseEndpoint['state'] }>(
    `select leases.lease_id, coalesce(leases.holder, leases.renter) as holder, leases.state,
       ${leaseGuests} as guests
     from lease_endpoints join leases using (bid_hash) where lease_endpoints.label = $1
     order by leases.lease_id = lease_endpoints.lease_id desc, leases.lease_id limit 1`,
    [label],
  )
  return row === undefined ? null : { leaseId: row.lease_id.toString(), holder: row.holder, guests: row.guests ?? [], state: row.state }
}

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

/** An account's tokens for programs under a label that are not revoked, oldest first. Index: port_tokens (label). */
export async function listPortTokens(
  db: Queryable,
  { label, account }: { label: string; account: string },
): Promise<{ tokenId: string; createdAt: Date }[]> {
  const rows = await db.query<{ token_id: string; created_at: Date }>(
    `select token_id, created_at from port_tokens where label = $1 and account = $2 and kind = 'program' and revoked_at is null
     order by created_at, token_id`,
    [label, account],
  )
  return rows.map((row) => ({ tokenId: row.token_id, createdAt: row.created_at }))
}

/** Revokes an account's token under a label; one that is not there, or revoked already, changes nothing. Index: port_tokens (label). */
export async function revokePortToken(db: Queryable, args: { label: string; account: string; tokenId: string }): Promise<void> {
  const { label, account, tokenId } = args
  await db.query('update port_tokens set revoked_at = now() where label = $1 and account = $2 and token_id = $3 and revoked_at is null', [
    ...[label, account, tokenId],
  ])
}
