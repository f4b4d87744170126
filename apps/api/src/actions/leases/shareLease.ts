import { listLeaseShares, lockLeaseShares, noteShareNews, putLeaseShare } from '@infinitio/db'
import { type Address, address, isRefusal, type Refusal, shareRefusal, type ShareRight } from '@infinitio/domain'
import type { LeaseSharesWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from './findOwnLease.ts'
import { readLeaseShares } from './readLeaseShares.ts'

type Share = { account: Address; leaseId: string; guest: Address; right: ShareRight }

/**
 * Shares a live lease with a teammate's wallet, or by another right than before. Off chain: the contract knows nothing of it, and money stays with who
 * holds the lease. The teammate is told. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.over`, and the codes of `shareRefusal`.
 */
export async function shareLease(services: Services, { account, leaseId, guest, right }: Share): Promise<LeaseSharesWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'share' })
  if (isRefusal(own)) return own
  const { bidHash, provider, state, endAt } = own.row
  if (state === 'ended' || state === 'closed' || services.clock.read().now >= Number(endAt)) return { rejected: 'lease.over' }
  const rejected = await services.db.transaction(async (tx) => {
    await lockLeaseShares(tx, { bidHash })
    const shares = await listLeaseShares(tx, { bidHash, holder: account })
    const known = shares.map((share) => ({ account: address(share.account), right: share.may }))
    const refused = shareRefusal({ holder: account, provider: address(provider), shares: known }, { account: guest, right })
    if (refused !== null) return refused
    await putLeaseShare(tx, { bidHash, guest, may: right, sharedBy: account })
    const kind = known.some((share) => share.account === guest) ? 'share_changed' : 'lease_shared'
    await noteShareNews(tx, { kind, bidHash, guest, holder: account, right })
    return null
  })
  if (rejected !== null) return { rejected }
  services.hub.wake()
  return readLeaseShares(services, { account, leaseId })
}
