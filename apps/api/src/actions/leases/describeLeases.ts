import { type LeaseDetailRow, listLeaseRelays, listSharesOfGuest, listStandingOrders } from '@infinitio/db'
import type { Address, ShareRight } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { describeLease } from './describeLease.ts'
import { sshOfLease } from './sshOfLease.ts'

/** Describes leases for the account they were listed for, with their relays and without the log of each (see `readLease`). */
export async function describeLeases(
  services: Services,
  rows: readonly LeaseDetailRow[],
  { account, role }: { account: Address; role: 'renter' | 'provider' | 'guest' },
): Promise<LeaseWire[]> {
  if (rows.length === 0) return []
  const leaseIds = rows.map((row) => row.leaseId)
  const [relays, orders, facts] = await Promise.all([
    listLeaseRelays(services.db, { leaseIds }),
    listStandingOrders(services.db, { leaseIds }),
    services.facts.read(),
  ])
  const shares = role === 'guest' ? await listSharesOfGuest(services.db, { guest: account, bidHashes: rows.map((row) => row.bidHash) }) : null
  const { now } = services.clock.read()
  return rows.map((row) => {
    const ssh = sshOfLease({ leaseId: row.leaseId.toString(), hostKey: row.hostKey, gateway: services.gateway, gatewayHostKey: facts.gatewayHostKey })
    const as = roleIn(row, { account, role, right: shares?.get(row.bidHash) })
    const standing = orders.find(({ leaseId }) => leaseId === row.leaseId) ?? null
    return describeLease(row, { role: as, now, ssh, relays: relays.filter((relay) => relay.leaseId === row.leaseId), standing, logs: [] })
  })
}

/** As whom an account sees a lease that was listed for it. A share that was taken back since it was listed shows no more than watching does. */
function roleIn(
  { holder }: LeaseDetailRow,
  { account, role, right }: { account: Address; role: 'renter' | 'provider' | 'guest'; right: ShareRight | undefined },
): LeaseWire['role'] {
  switch (role) {
    case 'provider':
      return 'provider'
    case 'renter':
      return holder === account ? 'renter' : 'former_renter'
    case 'guest':
      return right === 'use' ? 'user' : 'watcher'
  }
}
