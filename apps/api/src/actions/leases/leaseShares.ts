import { deleteLeaseShare, listLeaseShares, lockLeaseShares, noteShare, putLeaseShare } from '@infinitio/db'
import { type Address, address, isRefusal, mostSharesPerLease, type Refusal, shareRefusal, type ShareRight } from '@infinitio/domain'
import type { LeaseSharesWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from './findOwnLease.ts'

type Share = { account: Address; leaseId: string; guest: Address; right: ShareRight }

/**
 * Shares a live lease with a teammate's wallet, or changes the permission of the teammate. The share is stored only in the database, and the money stays with
 * the holder. Notifies the teammate. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.over`, and the codes of `shareRefusal`.
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
    await noteShare(tx, { kind, bidHash, guest, holder: account, right })
    return null
  })
  if (rejected !== null) return { rejected }
  services.hub.wake()
  return readLeaseShares(services, { account, leaseId })
}

/**
 * Revokes a share of a lease, or gives up the caller's own share; the gateway then closes the teammate's connections. Notifies a removed teammate. Refuses with
 * `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.not_teammate`, `lease.share_unknown`.
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
    if (gone && guest !== account) await noteShare(tx, { kind: 'share_ended', bidHash, guest, holder, right: null })
    return gone
  })
  if (!isGone) return { rejected: 'lease.share_unknown' }
  services.hub.wake()
  return null
}

/** Lists the teammates of a lease, for its holder. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export async function readLeaseShares(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<LeaseSharesWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'seeShares' })
  if (isRefusal(own)) return own
  const rows = await listLeaseShares(services.db, { bidHash: own.row.bidHash, holder: account })
  const shares = rows.map((row) => ({
    ...{ account: row.account, right: row.may, sshKeys: Number(row.sshKeys) },
    sharedAt: Math.floor(row.createdAt.getTime() / 1_000),
  }))
  return { shares, most: mostSharesPerLease }
}
