import { type LeaseDetailRow, listLeaseRelays, listSharesOfGuest } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { Services } from '../services.ts'
import { describeLease } from './describeLease.ts'
import { sshOfLease } from './sshOfLease.ts'

/** Describes leases for the account they were listed for, with their relays and without the log of each (see `readLease`). */
export async function describeLeases(
  services: Services,
  rows: readonly LeaseDetailRow[],
  { account, role }: { account: Address; role: 'renter' | 'provider' | 'guest' },
): Promise<LeaseWire[]> {
  if (rows.length === 0) return []
  const [relays, facts] = await Promise.all([listLeaseRelays(services.db, { leaseIds: rows.map((row) => row.leaseId) }), services.facts.read()])
  const shares = role === 'guest' ? await listSharesOfGuest(services.db, { guest: account, bidHashes: rows.map((row) => row.bidHash) }) : null
  const { now } = services.clock.read()
  return rows.map((row) => {
    const ssh = sshOfLease({ leaseId: row.leaseId.toString(), hostKey: row.hostKey, gateway: services.gateway, gatewayHostKey: facts.gatewayHostKey })
    const as =
      role === 'guest'
        ? shares?.get(row.bidHash) === 'use'
          ? 'user'
          : 'watcher'
        : role === 'renter' && row.holder !== account
          ? 'former_renter'
          : role
    return describeLease(row, { role: as, now, ssh, relays: relays.filter((relay) => relay.leaseId === row.leaseId), logs: [] })
  })
}
