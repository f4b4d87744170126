import { type LeaseDetailRow, saveLeaseAccess } from '@infinitio/db'
import { type Address, address, hashLeaseAccess, isRefusal, leaseTermsOf, type Refusal } from '@infinitio/domain'
import { leaseAccessOrderOf, type LeaseAccessOrderWire, type LeaseAccessWire, leaseTermsToWire, type WorkloadWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { checkSignedOrder } from '../../intake/checkSignedOrder.ts'
import { findOwnLease } from './findOwnLease.ts'

/** Maximum seconds until a signed change expires, counted from now, or from the lease's start if that is later. */
const mostLifeSeconds = 90_000

/**
 * Returns the SSH keys and ports of a lease. If the present holder signed changes, returns the keys and ports of the last change. Otherwise returns those of
 * the workload, but after a transfer only the ports: neither the workload's keys nor the changes of the former holder count then. Pure.
 */
export function accessOfLease({
  access,
  workload,
  holder,
  renter,
}: Pick<LeaseDetailRow, 'access' | 'workload' | 'holder' | 'renter'>): LeaseAccessWire {
  const number = access?.number ?? 0
  if (access?.signer === holder) return { number, sshKeys: access.sshKeys, ports: access.ports }
  const rented = workload === null ? { sshKeys: [], ports: [] } : (JSON.parse(workload) as WorkloadWire)
  return { number, sshKeys: holder === renter ? rented.sshKeys : [], ports: rented.ports }
}

/**
 * Replaces the SSH keys and ports of a live lease, as its holder signed. Refuses with `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.over`,
 * `lease.node_lost`, `lease.instruction_expired`, `auth.signature_*`, `lease.access_outdated`.
 */
export async function changeLeaseAccess(
  services: Services,
  { account, leaseId, order }: { account: Address; leaseId: string; order: LeaseAccessOrderWire },
): Promise<LeaseAccessWire | Refusal> {
  const own = await findOwnLease(services, { account, leaseId, act: 'changeAccess' })
  if (isRefusal(own)) return own
  const { row } = own
  const { now } = services.clock.read()
  if ((row.state !== 'booked' && row.state !== 'active') || now >= Number(row.endAt)) return { rejected: 'lease.over' }
  if (row.lostAt !== null) return { rejected: 'lease.node_lost' }
  if (order.expiry <= now || order.expiry > Math.max(now, Number(row.startAt)) + mostLifeSeconds) return { rejected: 'lease.instruction_expired' }
  const { chainId, addresses } = await services.facts.read()
  const form = leaseAccessOrderOf({ leaseId, terms: leaseTermsToWire(leaseTermsOf(row)) }, order)
  const signed = checkSignedOrder((at) => hashLeaseAccess(form, at), {
    ...{ signer: address(row.holder), signature: order.signature },
    domain: { chainId, market: addresses.market },
  })
  if (isRefusal(signed)) return signed
  const { number, sshKeys, ports } = order
  const isNext = await services.db.transaction((tx) =>
    saveLeaseAccess(tx, { bidHash: row.bidHash, leaseId: row.leaseId, signer: row.holder, ...order }),
  )
  if (!isNext) return { rejected: 'lease.access_outdated' }
  services.hub.wake()
  services.logger.info({ leaseId, number, keys: sshKeys.length, ports: ports.length }, 'the SSH keys and ports of a lease changed')
  return { number, sshKeys, ports }
}
