import { notify } from '../client/notify.ts'
import type { Queryable } from '../client/queryable.ts'

type LeaseShare = { bidHash: string; guest: string; may: 'watch' | 'use'; sharedBy: string }

/** Shares a lease with an account, or by another right than before; wakes gateways. What somebody gave who holds it no more is replaced. Index: lease_shares (bid_hash, guest). */
export async function putLeaseShare(tx: Queryable, { bidHash, guest, may, sharedBy }: LeaseShare): Promise<void> {
  await tx.query(
    `insert into lease_shares (bid_hash, guest, may, shared_by) values ($1, $2, $3, $4)
     on conflict (bid_hash, guest) do update set may = excluded.may, shared_by = excluded.shared_by, created_at = now()`,
    [bidHash, guest, may, sharedBy],
  )
  await notify(tx, ['relays'])
}
