import { hashMarketMessage, unixSeconds } from '@infinitio/domain'
import type { Hex } from 'viem'
import { compensate } from './modelBonds.ts'
import { releaseGpuHours } from './modelCalendar.ts'
import { holderOf } from './modelHolder.ts'
import { aboutLease } from './modelLeaseKey.ts'
import { closeLease, isTrial, type LeaseCall, leaseOf, storeEnded } from './modelLeases.ts'
import { demand } from './refused.ts'
import { domainOf, type Turn } from './turn.ts'

const SPOT_REFUSAL = 120
const FLAG_SPOT = 1
const PROVIDER_ENDED = 4
const STATE_ENDED = 3

/**
 * Ends a lease on behalf of its provider. Before Ready, the renter gets a full refund. After Ready, the renter gets back the pay for the seconds that are not
 * billed (in a trial, all of them). The provider's bond pays compensation, except for a spot lease that is refused at once.
 */
export function endByProvider(turn: Turn, call: LeaseCall): void {
  const { terms } = leaseOf(turn, call)
  demand(turn.sender === terms.provider.toLowerCase(), 'Market_CallerNotProvider', turn.sender, terms.provider)
  takeBack(turn, call)
}

/** Does the same as `endByProvider`, but with the provider's signature. Anyone may send it. */
export function endByProviderFor(turn: Turn, { expiry, signature, ...call }: LeaseCall & { expiry: number; signature: Hex }): void {
  demand(turn.now <= expiry, 'Market_SignatureExpired', BigInt(expiry), BigInt(turn.now))
  const { terms } = leaseOf(turn, call)
  const message = { ...aboutLease(call.leaseId, terms), expiry: unixSeconds(expiry) }
  const signer = turn.recover(hashMarketMessage('EndByProvider', message, domainOf(turn)), signature)
  demand(signer === terms.provider.toLowerCase(), 'Market_SignerNotProvider', signer, terms.provider)
  takeBack(turn, call)
}

function takeBack(turn: Turn, call: LeaseCall): void {
  const { leaseId } = call
  const lease = leaseOf(turn, call)
  const { state, now } = turn
  const { terms } = lease
  const harmed = { leaseId, terms, holder: holderOf(lease) }
  if (lease.state === 'booked') {
    releaseGpuHours(state, terms, { time: now, now })
    closeLease(turn, { leaseId, lease, billed: 0, reason: PROVIDER_ENDED, isRefunded: false })
    const isRefusedAtOnce = (terms.flags & FLAG_SPOT) !== 0 && now <= terms.start + SPOT_REFUSAL
    if (!isRefusedAtOnce) compensate(turn, harmed)
    return
  }
  demand(lease.state === 'active', 'Market_StateMismatch', leaseId, STATE_ENDED)
  const end = terms.start + lease.endOffset
  demand(now < end, 'Market_LeaseOver', BigInt(end), BigInt(now))
  const endAt = isTrial(lease, now) ? terms.start + lease.readyDelay : now
  releaseGpuHours(state, terms, { time: endAt, now })
  lease.endOffset = endAt - terms.start
  storeEnded(turn, { leaseId, lease, reason: PROVIDER_ENDED })
  compensate(turn, harmed)
}
