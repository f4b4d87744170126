import { deleteLeaseShare, noteShareNews } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from './findOwnLease.ts'

/**
 * Takes a share of a lease back, or gives one's own back; the gateway closes what it had open within about a second. A teammate from whom it is taken is told. Refuses with `lease.unknown`,
 * `auth.forbidden`, `lease.not_holder`, `lease.not_teammate`, `lease.share_unknown`.
 */
export async function unshareLease(
  services: Services,
  { account, leaseId, guest }: { account: Address; leaseId: string; guest: Address },
): Promise<null | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: guest === account ? 'leave' : 'unshare' })
  if (isRefusal(own)) return own
  const { bidHash, holder } = own.row
  const isGone = await services.db.transaction(async (tx) => {
    const gone = await deleteLeaseShare(tx, { bidHash, guest, holder })
    if (gone && guest !== account) await noteShareNews(tx, { kind: 'share_ended', bidHash, guest, holder, right: null })
    return gone
  })
  if (!isGone) return { rejected: 'lease.share_unknown' }
  services.hub.wake()
  return null
}
