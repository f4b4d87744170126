import { type LeaseDetailRow, listLeaseRelays, listSharesOfGuest, listStandingOrders } from '@infinitio/db'
import { type Address, type Hex32, knownHostsLine, type ShareRight } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { GatewayAddress, Services } from '../../services/services.ts'
import { describeLease } from './describeLease.ts'

/** Describes leases for the account that listed them, with the signed messages about them (relays), but without their logs (see `readLease`). */
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
    return describeLease(row, {
      role: as,
      now,
      ssh,
      relays: relays.filter((relay) => relay.leaseId === row.leaseId),
      standing,
      logs: [],
      changes: [],
    })
  })
}

/** Returns the account's role in a lease of its list. If the permission of a teammate was revoked after the list was read, the role allows only watching. */
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

/**
 * Returns the OpenSSH command for a lease, which jumps through the gateway to the machine. Also returns lines for known_hosts: one for each gateway, and one
 * for the machine, with the host key from the chain.
 */
export function sshOfLease(args: {
  /** The id of the first lease of this workload. After a move to another machine, it differs from the current lease, but the SSH host name keeps using it. */
  leaseId: string
  hostKey: string
  gateway: GatewayAddress
  gatewayHostKey: Hex32
}): NonNullable<LeaseWire['ssh']> {
  const name = `lease-${args.leaseId}`
  const { sshHost, sshPort, others } = args.gateway
  const gateways = [{ host: sshHost, port: sshPort }, ...others.map((other) => ({ host: other.sshHost, port: other.sshPort }))]
  return {
    name,
    command: `ssh -J ${name}@${sshHost}:${sshPort} root@${name}`,
    knownHosts: [
      ...gateways.map((gateway) => knownHostsLine({ ...gateway, hostKey: args.gatewayHostKey })),
      knownHostsLine({ host: name, port: 22, hostKey: args.hostKey }),
    ],
    gatewayHost: sshHost,
    gatewayPort: sshPort,
    otherGateways: gateways.slice(1),
  }
}
