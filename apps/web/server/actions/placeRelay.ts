import { createHash, randomUUID } from 'node:crypto'
import { findLeaseDetail, insertRelay, type LeaseDetailRow, listNodeKeys } from '@infinitio/db'
import {
  type Address,
  address,
  canonicalJson,
  hashCancelLease,
  hashEnd,
  hashReady,
  isRefusal,
  leaseId as brandLeaseId,
  type Refusal,
  type SigningDomain,
  unixSeconds,
} from '@infinitio/domain'
import type { RelayRequestWire } from '@infinitio/domain/wire'
import { noteOrder } from '@infinitio/process'
import type { Services } from '../services.ts'
import { checkSignedOrder } from './checkSignedOrder.ts'

const readyGoodForSeconds = 120

/**
 * Accepts a signed `ready`, `end` or `cancelLease` for the worker to carry to the chain; the same one again is the same relay. Refuses with
 * `lease.unknown`, `lease.over`, `lease.already_ready`, `lease.not_ready`, `lease.ready_expired`, `lease.instruction_expired`, `node.wrong_key`,
 * `lease.not_holder`, `auth.signature_*`.
 */
export async function placeRelay(services: Services, relay: RelayRequestWire): Promise<{ relayId: string } | Refusal> {
  const lease = await findLeaseDetail(services.db, { leaseId: BigInt(relay.leaseId) })
  if (lease === null) return { rejected: 'lease.unknown' }
  noteOrder(lease.bidHash)
  const { chainId, addresses } = await services.facts.read()
  const account = await signerOf(services, relay, lease, { chainId, market: addresses.market })
  if (isRefusal(account)) return account
  const standing = checkStanding(relay, lease, services.clock.read().now)
  if (standing !== null) return standing
  const { kind, ...fields } = relay
  const digest = createHash('sha256').update(relay.signature).digest('hex').slice(0, 32)
  const stored = await services.db.transaction((tx) =>
    insertRelay(tx, {
      id: randomUUID(),
      relayKey: `${kind}:${relay.leaseId}:${digest}`,
      kind,
      leaseId: lease.leaseId,
      account,
      payload: canonicalJson(fields),
    }),
  )
  services.logger.info({ kind, leaseId: lease.leaseId, relay: stored.id }, 'a relay was accepted')
  services.hub.wake()
  return { relayId: stored.id }
}

/** Who signed, checked: the node key for `ready`, the renter for the others. */
async function signerOf(services: Services, relay: RelayRequestWire, lease: LeaseDetailRow, domain: SigningDomain): Promise<Address | Refusal> {
  const id = brandLeaseId(lease.leaseId)
  if (relay.kind === 'ready') {
    const key = (await listNodeKeys(services.db, { nodeIds: [lease.nodeId] })).get(lease.nodeId)
    if (key === undefined) return { rejected: 'node.unknown' }
    const signed = await checkSignedOrder((at) => hashReady({ leaseId: id, signedAt: unixSeconds(BigInt(relay.signedAt)) }, at), {
      signer: address(key),
      signature: relay.signature,
      domain,
    })
    if (!isRefusal(signed)) return address(key)
    return signed.rejected === 'auth.signature_wrong_signer' ? { ...signed, rejected: 'node.wrong_key' } : signed
  }
  const expiry = unixSeconds(BigInt(relay.expiry))
  const hash = (at: SigningDomain) =>
    relay.kind === 'end' ? hashEnd({ leaseId: id, accept: relay.accept, expiry }, at) : hashCancelLease({ leaseId: id, expiry }, at)
  const signed = await checkSignedOrder(hash, { signer: address(lease.renter), signature: relay.signature, domain })
  if (!isRefusal(signed)) return address(lease.renter)
  return signed.rejected === 'auth.signature_wrong_signer' ? { ...signed, rejected: 'lease.not_holder' } : signed
}

function checkStanding(relay: RelayRequestWire, lease: LeaseDetailRow, now: number): Refusal | null {
  if (lease.state === 'ended' || lease.state === 'closed') return { rejected: 'lease.over' }
  if (relay.kind === 'ready') {
    if (lease.state !== 'booked') return { rejected: 'lease.already_ready' }
    return Math.abs(now - relay.signedAt) > readyGoodForSeconds ? { rejected: 'lease.ready_expired' } : null
  }
  if (relay.expiry <= now) return { rejected: 'lease.instruction_expired' }
  if (relay.kind === 'end') return lease.state === 'active' ? null : { rejected: 'lease.not_ready' }
  return lease.state === 'booked' ? null : { rejected: 'lease.already_ready' }
}
