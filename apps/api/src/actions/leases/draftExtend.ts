import { type Address, isRefusal, parseDuration, type Refusal } from '@infinitio/domain'
import type { ExtendAnswerWire, ExtendLeaseWire } from '@infinitio/domain/wire'
import { extendFormOf, latestEndOf, priceExtension } from '@infinitio/sdk'
import { readChain } from '../chain/readChain.ts'
import { placeRelay } from '../relays/placeRelay.ts'
import type { Services } from '../../services/services.ts'
import { readLease } from './readLease.ts'
import { typedDataToWire } from './typedDataToWire.ts'

const secondsPerHour = 3_600

/**
 * Extends a running lease in two steps. Without a signature, returns the message that its holder signs, and the amount that it locks. With a signature, sends
 * the message to the chain. Refuses with `api.invalid_field`, `lease.over`, `lease.not_ready`, `lease.not_holder`, `lease.duration_limit`, and the codes of
 * `readLease` and `placeRelay`.
 */
export async function draftExtend(
  services: Services,
  { account, leaseId, ip }: { account: Address; leaseId: string; ip: string },
  body: ExtendLeaseWire,
): Promise<ExtendAnswerWire | Refusal> {
  if (body.step === 'signed') {
    const { end, expiry, signature } = body
    const placed = await placeRelay(services, { kind: 'extend', leaseId, end, relayFee: '0', expiry, signature }, { caller: ip })
    return isRefusal(placed) ? placed : { step: 'placed', relayId: placed.relayId }
  }
  const asked = [body.hours === undefined ? [] : body.hours * secondsPerHour, body.seconds ?? [], parseDuration(body.duration ?? '') ?? []].flat()
  const [added] = asked
  if (added === undefined || asked.length > 1)
    return { rejected: 'api.invalid_field', detail: 'body: send one of "hours" such as 2, "duration" such as "30m", and "seconds"' }
  const lease = await readLease(services, { account, leaseId })
  if (isRefusal(lease)) return lease
  if (lease.role !== 'renter') return { rejected: 'lease.not_holder' }
  if (lease.state === 'ended' || lease.state === 'closed') return { rejected: 'lease.over' }
  if (lease.state === 'booked') return { rejected: 'lease.not_ready' }
  const chain = await readChain(services)
  const end = lease.endsAt + added
  const latest = latestEndOf(lease, { now: chain.chainNow })
  if (end > latest) return { rejected: 'lease.duration_limit', detail: `at most until ${latest}` }
  const { data, relay } = extendFormOf({ lease, end, chain })
  const escrowAdded = priceExtension(lease, { end }).escrow.toString()
  return { step: 'sign', end, escrowAdded, typedData: typedDataToWire(data), expiry: relay.expiry }
}
