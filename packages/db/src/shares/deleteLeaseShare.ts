import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

/** Takes a share of a lease back, with the guest's tokens for its ports; wakes gateways. False when there was none. Indexes: lease_shares (bid_hash, guest), port_tokens (label). */
export async function deleteLeaseShare(
  tx: Queryable,
  { bidHash, guest, holder }: { bidHash: string; guest: string; holder: string },
): Promise<boolean> {
  const gone = await tx.query('delete from lease_shares where bid_hash = $1 and guest = $2 and shared_by = $3 returning 1', [bidHash, guest, holder])
  if (gone.length === 0) return false
  await tx.query(
    `update port_tokens set revoked_at = now() where account = $2 and revoked_at is null
       and label in (select label from lease_endpoints where bid_hash = $1)`,
    [bidHash, guest],
  )
  await notify(tx, ['relays'])
  return true
}
