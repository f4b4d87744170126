import { firstLeaseOf, listAccessChanges, listLeaseLogs, listLeaseRelays, listStandingOrders } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { describeLease } from './describeLease.ts'
import { findOwnLease } from './findOwnLease.ts'
import { sshOfLease } from './describeLeases.ts'

/** The most changes of SSH keys and ports in the list of a lease's events. */
const mostChanges = 100

/** Returns one lease with its history, for its renter, holder, teammate or provider. Refuses with `lease.unknown`, `auth.forbidden`. */
export async function readLease(services: Services, { account, leaseId }: { account: Address; leaseId: string }): Promise<LeaseWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'see' })
  if (isRefusal(own)) return own
  const { row, role } = own
  const [relays, standing, logs, changes, facts] = await Promise.all([
    listLeaseRelays(services.db, { leaseIds: [row.leaseId] }),
    listStandingOrders(services.db, { leaseIds: [row.leaseId] }),
    listLeaseLogs(services.db, { leaseId: row.leaseId, fromBlock: row.settledBlock }),
    listAccessChanges(services.db, { ...row, most: mostChanges }),
    services.facts.read(),
  ])
  const first = await firstLeaseOf(services.db, row)
  const ssh = sshOfLease({ leaseId: first.toString(), hostKey: row.hostKey, gateway: services.gateway, gatewayHostKey: facts.gatewayHostKey })
  return describeLease(row, { role, now: services.clock.read().now, ssh, relays, standing: standing[0] ?? null, logs, changes })
}
