import { listPortTokens } from '@infinitio/db'
import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { LeasePortsWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { findOwnLease } from './findOwnLease.ts'
import { leaseEndpoint, portsOfWorkload, portUrl } from './leaseEndpoint.ts'

/** The ports of a lease with their addresses, for its holder. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export async function readLeasePorts(
  services: Services,
  { account, leaseId }: { account: Address; leaseId: string },
): Promise<LeasePortsWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'seePorts' })
  if (isRefusal(own)) return own
  const ports = portsOfWorkload(own.row)
  if (ports.length === 0) return { ports: [], tokens: [] }
  const label = await leaseEndpoint(services, own.row)
  const tokens = await listPortTokens(services.db, { label, account })
  return {
    ports: ports.map((port) => ({ port, url: portUrl(services, { label, port }) })),
    tokens: tokens.map(({ tokenId, createdAt }) => ({ tokenId, createdAt: Math.floor(createdAt.getTime() / 1_000) })),
  }
}
