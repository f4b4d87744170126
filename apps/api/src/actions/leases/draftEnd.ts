import { type Address, isRefusal, type Refusal } from '@infinitio/domain'
import type { EndAnswerWire, EndLeaseWire } from '@infinitio/domain/wire'
import { endFormOf } from '@infinitio/sdk'
import { readChain } from '../chain/readChain.ts'
import { placeRelay } from '../relays/placeRelay.ts'
import type { Services } from '../../services/services.ts'
import { readLease } from './readLease.ts'
import { typedDataToWire } from './typedDataToWire.ts'

/**
 * Ends a lease in two steps. A request without a signature returns the message that the holder must sign: to end the lease, or to cancel it if it is not ready.
 * A request with the signature sends the message to the chain. Refuses with `lease.over`, `lease.not_holder`, and the codes of `readLease` and `placeRelay`.
 */
export async function draftEnd(
  services: Services,
  { account, leaseId, ip }: { account: Address; leaseId: string; ip: string },
  body: EndLeaseWire,
): Promise<EndAnswerWire | Refusal> {
  if (body.step === 'signed') {
    const { kind, expiry, signature, accept = true } = body
    const relay = kind === 'end' ? { kind, leaseId, accept, expiry, signature } : { kind, leaseId, expiry, signature }
    const placed = await placeRelay(services, relay, { caller: ip })
    return isRefusal(placed) ? placed : { step: 'placed', relayId: placed.relayId }
  }
  const lease = await readLease(services, { account, leaseId })
  if (isRefusal(lease)) return lease
  if (lease.role !== 'renter') return { rejected: 'lease.not_holder' }
  if (lease.state === 'ended' || lease.state === 'closed') return { rejected: 'lease.over' }
  const { accept = true } = body
  const { data, relay } = endFormOf({ lease, accept, chain: await readChain(services) })
  return { step: 'sign', kind: relay.kind, accept, typedData: typedDataToWire(data), expiry: relay.expiry }
}
