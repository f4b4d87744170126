import { isErrorCode, parseDuration } from '@infinitio/domain'
import type { LeaseWire } from '@infinitio/domain/wire'
import { draftExtend, getChain, getLease } from '../generated/calls.ts'
import { waitForRelay } from '../relays/waitForRelay.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { refusal } from '../transport/refusal.ts'
import { waitUntil } from '../transport/waitUntil.ts'
import { signExtend } from './leaseMessages.ts'
import { latestEndOf, priceExtension } from './longestLeaseSeconds.ts'

/**
 * A request to extend a lease, with the signer. `hours`, `seconds` and `duration` (with its unit, such as `30m` or `2h`) are added to the lease's present end
 * in the market. `end` is the new end in Unix seconds; a repeated request with the same `end` locks nothing more.
 */
export type ExtendRequest = { readonly leaseId: string; readonly signer: TypedDataSigner } & (
  | { readonly hours: number }
  | { readonly duration: string }
  | { readonly seconds: number }
  | { readonly end: number }
)

/** An extended lease. `end` is its new end in Unix seconds, `escrowAdded` the locked amount in PToken base units. */
export type ExtendedLease = { readonly relayId: string; readonly end: number; readonly escrowAdded: string; readonly lease: LeaseWire }

const minedWithinSeconds = 60
const oftenMs = 250
const secondsPerHour = 3_600

/**
 * Extends a running lease at the same price and waits for the chain. The client builds the message to sign from the terms of the lease, not from a draft of the
 * server. Throws `api.invalid_field`, `lease.over`, `lease.not_ready`, `lease.end_not_later`, `lease.duration_limit` and the relay's code.
 */
export async function extend(transport: Transport, request: ExtendRequest): Promise<ExtendedLease> {
  const { leaseId, signer } = request
  const [lease, chain] = await Promise.all([getLease(transport, leaseId), getChain(transport)])
  if (lease.state === 'ended' || lease.state === 'closed') throw refusal('lease.over', { detail: `lease ${leaseId}` })
  if (lease.state === 'booked') throw refusal('lease.not_ready', { detail: `lease ${leaseId}` })
  const end = laterEnd(lease, request)
  const latest = latestEndOf(lease, { now: chain.chainNow })
  if (end > latest) throw refusal('lease.duration_limit', { detail: `at most until ${new Date(latest * 1_000).toISOString()}` })
  const { expiry, signature } = await signExtend(signer, { lease, end, chain })
  const answer = await draftExtend(transport, { leaseId, body: { step: 'signed', end, expiry, signature } })
  if (answer.step !== 'placed') throw refusal('api.internal', { detail: 'nothing was sent' })
  const { relayId } = answer
  const { state, code } = await waitForRelay(transport, { relayId, timeoutSeconds: minedWithinSeconds })
  if (state === 'failed') throw refusal(code !== null && isErrorCode(code) ? code : 'chain.transaction_reverted', { detail: relayId })
  const isExtended = (now: LeaseWire) => now.endsAt >= end || now.state !== 'active'
  const after = await waitUntil(() => getLease(transport, leaseId), isExtended, { timeoutSeconds: minedWithinSeconds, everyMs: oftenMs })
  return { relayId, end, escrowAdded: priceExtension(lease, { end }).escrow.toString(), lease: after }
}

function laterEnd({ endsAt }: LeaseWire, request: ExtendRequest): number {
  const end = 'end' in request ? request.end : endsAt + addedSeconds(request)
  if (!Number.isSafeInteger(end)) throw refusal('api.invalid_field', { detail: 'hours, duration, seconds or end' })
  if (end <= endsAt) throw refusal('lease.end_not_later', { detail: `lease ${request.leaseId}` })
  return end
}

/** Returns the whole seconds to add, or NaN for a duration in another form. */
function addedSeconds(request: Exclude<ExtendRequest, { readonly end: number }>): number {
  if ('duration' in request) return parseDuration(request.duration) ?? Number.NaN
  return Math.round('hours' in request ? request.hours * secondsPerHour : request.seconds)
}
