import type { Queryable } from '../client/queryable.ts'

/** One renter's connection to a lease. `tokenHash` is null for SSH and for what a port carried. */
export type NewConnection = {
  id: string
  gatewayId: string
  leaseId: string
  kind: 'ssh' | 'terminal' | 'logs' | 'files' | 'port'
  tokenHash: string | null
  openedAt: Date
}

/**
 * Records a connection. False when its token was used before: the unique index on the token's hash makes a token work once, also
 * for two gateways at the same moment. Sending the same `id` again is harmless. Indexes: connections (token_hash), leases (lease_id).
 */
export async function openConnection(db: Queryable, connection: NewConnection): Promise<boolean> {
  const { id, gatewayId, leaseId, kind, tokenHash, openedAt } = connection
  const rows = await db.query<{ id: string }>(
    `insert into connections (id, gateway_id, lease_id, kind, token_hash, opened_at, bytes_in, bytes_out, order_hash)
     values ($1, $2, $3, $4, $5, $6, 0, 0, (select bid_hash from leases where lease_id = $3)) on conflict do nothing returning id`,
    [id, gatewayId, leaseId, kind, tokenHash, openedAt],
  )
  return rows.length === 1
}
