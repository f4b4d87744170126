// Connections of renters to their leases. The gateway (role infinitio_gateway) writes the table `connections`.
import type { Queryable } from '../client/queryable.ts'

/** One renter's connection to a lease. `tokenHash` is null for SSH and for port traffic. */
export type NewConnection = {
  id: string
  gatewayId: string
  leaseId: string
  kind: 'ssh' | 'terminal' | 'logs' | 'files' | 'port'
  tokenHash: string | null
  openedAt: Date
}

/**
 * Stores a connection. Returns false if its `id` is already stored or if its token was used before: the unique index on the token's hash allows one use, even
 * with two gateways at the same moment. A repeated call with the same `id` is harmless. Indexes: connections (token_hash), leases (lease_id).
 */
export async function openConnection(db: Queryable, connection: NewConnection): Promise<boolean> {
  const { id, gatewayId, leaseId, kind, tokenHash, openedAt } = connection
  const rows = await db.query(
    `insert into connections (id, gateway_id, lease_id, kind, token_hash, opened_at, bytes_in, bytes_out, order_hash)
     values ($1, $2, $3, $4, $5, $6, 0, 0, (select bid_hash from leases where lease_id = $3)) on conflict do nothing returning id`,
    [id, gatewayId, leaseId, kind, tokenHash, openedAt],
  )
  return rows.length === 1
}

/** Stores the end of a connection and the number of its bytes: `bytesIn` came from the renter, `bytesOut` went to the renter. Safe to repeat. */
export async function closeConnection(
  db: Queryable,
  { id, closedAt, bytesIn, bytesOut }: { id: string; closedAt: Date; bytesIn: number; bytesOut: number },
): Promise<void> {
  await db.query('update connections set closed_at = $2, bytes_in = $3, bytes_out = $4 where id = $1', [id, closedAt, bytesIn, bytesOut])
}
