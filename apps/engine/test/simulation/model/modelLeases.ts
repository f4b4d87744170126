import { type ChainLeaseTerms, leaseTermsFromChain } from '@infinitio/chain'
import {
  address,
  hashCancelLease,
  hashEnd,
  hashMarketMessage,
  hashReady,
  hex32,
  leaseId as toLeaseId,
  leaseRestHash,
  leaseTermsHash,
  nodeIdOf,
  unixSeconds,
  zeroAddress,
} from '@infinitio/domain'
import { compactSignatureToSignature, type Hex, serializeSignature } from 'viem'
import { compensate } from './modelBonds.ts'
import { releaseGpuHours } from './modelCalendar.ts'
import { accountIn, type ModelLease } from './marketState.ts'
import { demandAccountSigned, demandHolder, demandSigned, holderOf } from './modelHolder.ts'
import { aboutLease } from './modelLeaseKey.ts'
import { credit, feeOf, payFor, refundFor } from './modelMoney.ts'
import { wasUnreachable } from './modelOutages.ts'
import { demand } from './refused.ts'
import { domainOf, type Turn } from './turn.ts'

/** Numeric codes of the contract: the states of a stored lease, and those reasons for the end of a lease that the model uses. */
const stateCodes = { none: 0, booked: 1, active: 2, ended: 3 } as const
const reasons = { renterEnded: 1, timeUp: 2, noShow: 6, cancelled: 7 } as const

/** The number of seconds after the start within which Ready must come. The signature of Ready may be at most READY_SIGNATURE seconds old. */
const READY_GRACE = 600
const READY_SIGNATURE = 120
/** Pay vests this many seconds after it accrues. A lease can be closed this long after its end. */
const VESTING = 3_600
const CLUSTER_TRIAL = 300
const FLAG_SPOT = 1
const FLAG_CLUSTER = 2
const NO_SHOW_HOLDER = 3_600

/** The lease to which a call refers: its id, and the terms that the caller states. */
export type LeaseCall = { leaseId: bigint; terms: ChainLeaseTerms }

/** The part of a lease's terms that a `ready` call sends in full. `restHash` is the hash of all other terms, and the signer's key identifies the node. */
export type ReadyHead = { provider: string; start: number; restHash: string }

type ReadyCall = { leaseId: bigint; head: ReadyHead; signedAt: number; r: Hex; vs: Hex }

/** Makes a booked lease active, in the block of the call. */
export function ready(turn: Turn, { leaseId, head, signedAt, r, vs }: ReadyCall): void {
  const { now, state } = turn
  const lease = state.leases.get(leaseId)
  demand(lease?.state === 'booked', 'Market_StateMismatch', leaseId, stateCodes[lease?.state ?? 'none'])
  const { start } = head
  demand(now >= start, 'Market_NotStarted', BigInt(start), BigInt(now))
  demand(now <= start + READY_GRACE, 'Market_GracePassed', BigInt(start + READY_GRACE), BigInt(now))
  demand(now < start + lease.endOffset, 'Market_LeaseOver', BigInt(start + lease.endOffset), BigInt(now))
  demand(Math.abs(now - signedAt) <= READY_SIGNATURE, 'Market_ReadyStale', BigInt(signedAt), BigInt(now))
  const signature = compactSignatureToSignature({ r, yParityAndS: vs })
  const provider = head.provider.toLowerCase()
  const said = { provider: address(provider), restHash: hex32(head.restHash), start: unixSeconds(start) }
  const digest = hashReady({ leaseId: toLeaseId(leaseId), ...said, signedAt: unixSeconds(signedAt) }, domainOf(turn))
  const signer = turn.recover(digest, serializeSignature(signature))
  const node = nodeIdOf({ provider: provider as never, nodeKey: signer as never })
  const { terms } = lease
  const isIts = provider === terms.provider && node === terms.node && start === terms.start
  const isWhole = head.restHash === leaseRestHash(leaseTermsFromChain(terms))
  demand(isIts && isWhole, 'Market_SignerNotNodeKey', signer, node)
  lease.state = 'active'
  lease.readyDelay = now - start
  turn.emit({ contract: 'market', name: 'LeaseReady', args: { leaseId, readyAt: now } })
}

/** Cancels a booked lease. The holder or the holder's session key may call it. Shortly before the start, the renter pays a part of the notice. */
export function cancelLease(turn: Turn, call: LeaseCall): void {
  cancel(turn, call, (lease) => demandHolder(turn, lease))
}

/** Does the same as `cancelLease`, but with a signature. Anyone may send it. */
export function cancelLeaseFor(turn: Turn, { expiry, signature, ...call }: LeaseCall & { expiry: number; signature: Hex }): void {
  cancel(turn, call, (lease) => {
    const digest = hashCancelLease({ ...aboutLease(call.leaseId, lease.terms), expiry: unixSeconds(expiry) }, domainOf(turn))
    return demandSigned(turn, lease, { digest, expiry, signature })
  })
}

/** Refuses the call if its sender or signer may not make it. It runs after the lease was found. */
type Demand = (lease: ModelLease) => unknown

function cancel(turn: Turn, { leaseId, terms }: LeaseCall, mayAsk: Demand): void {
  const lease = leaseIn(turn, { leaseId, terms }, 'booked')
  mayAsk(lease)
  releaseGpuHours(turn.state, terms, { time: turn.now, now: turn.now })
  closeLease(turn, { leaseId, lease, billed: owedAt(terms, turn.now), reason: reasons.cancelled, isRefunded: false })
}

/**
 * Returns for how many seconds of notice the renter pays after a cancellation. Before the start, only the part of the notice period after the start counts.
 * From the start until it is too late for a Ready message, a lease that was booked ahead without a trial costs the full notice period, but at most its
 * duration. Every other cancellation is free.
 */
function owedAt(terms: ChainLeaseTerms, now: number): number {
  const untilStart = terms.start - now
  if (untilStart > 0) return Math.min(Math.max(terms.noticeSeconds - untilStart, 0), terms.durationSeconds)
  const isReserved = (terms.flags & FLAG_SPOT) === 0 && terms.trialSeconds === 0
  return isReserved && now <= readyUntil(terms) ? Math.min(terms.noticeSeconds, terms.durationSeconds) : 0
}

/** Returns the last second in which the node may become ready. */
function readyUntil({ start, durationSeconds }: ChainLeaseTerms): number {
  return start + Math.min(READY_GRACE, durationSeconds)
}

/** Closes a booked lease with a full refund, because its node never became ready. */
export function noShow(turn: Turn, call: LeaseCall): void {
  closeNoShow(turn, call, (lease) => {
    if (turn.now <= readyUntil(call.terms) + NO_SHOW_HOLDER)
      demand(turn.sender === holderOf(lease), 'Market_CallerNotHolder', turn.sender, holderOf(lease))
  })
}

/** Does the same as `noShow`, but with the holder's own signature. Anyone may send it. */
export function noShowFor(turn: Turn, { expiry, signature, ...call }: LeaseCall & { expiry: number; signature: Hex }): void {
  closeNoShow(turn, call, (lease) => {
    const message = { ...aboutLease(call.leaseId, lease.terms), expiry: unixSeconds(expiry) }
    demandAccountSigned(turn, holderOf(lease), { digest: hashMarketMessage('NoShow', message, domainOf(turn)), expiry, signature })
  })
}

function closeNoShow(turn: Turn, { leaseId, terms }: LeaseCall, mayAsk: Demand): void {
  const lease = leaseIn(turn, { leaseId, terms }, 'booked')
  const deadline = readyUntil(terms)
  demand(turn.now > deadline, 'Market_NotNoShow', BigInt(deadline + 1), BigInt(turn.now))
  mayAsk(lease)
  releaseGpuHours(turn.state, terms, { time: turn.now, now: turn.now })
  closeLease(turn, { leaseId, lease, billed: 0, reason: reasons.noShow, isRefunded: false })
  if (wasUnreachable(turn.state, { node: terms.node, time: terms.start })) compensate(turn, { leaseId, terms, holder: holderOf(lease) })
}

/** Ends an active lease, and closes it with `accept`. The holder or the holder's session key may call it. */
export function end(turn: Turn, { accept, ...call }: LeaseCall & { accept: boolean }): void {
  endLease(turn, call, { accept, mayAsk: (lease) => demandHolder(turn, lease) })
}

/** Does the same as `end`, but with a signature. Anyone may send it. */
export function endFor(turn: Turn, { accept, expiry, signature, ...call }: LeaseCall & { accept: boolean; expiry: number; signature: Hex }): void {
  const digestOf = ({ terms }: ModelLease) => hashEnd({ ...aboutLease(call.leaseId, terms), accept, expiry: unixSeconds(expiry) }, domainOf(turn))
  endLease(turn, call, { accept, mayAsk: (lease) => demandSigned(turn, lease, { digest: digestOf(lease), expiry, signature }) })
}

function endLease(turn: Turn, { leaseId, terms }: LeaseCall, { accept, mayAsk }: { accept: boolean; mayAsk: Demand }): void {
  const lease = leaseIn(turn, { leaseId, terms }, 'active')
  mayAsk(lease)
  const { state, now } = turn
  let endAt = terms.start + lease.endOffset
  const reason = now >= endAt ? reasons.timeUp : reasons.renterEnded
  if (isTrial(lease, now)) endAt = terms.start + lease.readyDelay
  else endAt = Math.min(endAt, now + terms.noticeSeconds)
  releaseGpuHours(state, terms, { time: endAt, now })
  lease.endOffset = endAt - terms.start
  if (!accept) {
    storeEnded(turn, { leaseId, lease, reason })
    return
  }
  turn.emit({ contract: 'market', name: 'LeaseEnded', args: { leaseId, end: endAt, accepted: true, reason, refund: 0n } })
  closeLease(turn, { leaseId, lease, billed: billableAt(lease, endAt), reason, isRefunded: false })
}

/**
 * Stores the end of an active lease: pays the amount that the provider may already claim, and refunds the seconds that are not billed. The rest of the pay
 * vests during the hour after the end.
 */
export function storeEnded(turn: Turn, { leaseId, lease, reason }: { leaseId: bigint; lease: ModelLease; reason: number }): void {
  const { terms } = lease
  const end = terms.start + lease.endOffset
  const billed = billableAt(lease, end)
  payVested(turn, { leaseId, lease })
  lease.state = 'ended'
  lease.reason = reason
  const refund = refundFor(terms, Math.max(billed, lease.paidSeconds))
  credit(turn.state, holderOf(lease), refund)
  turn.emit({ contract: 'market', name: 'LeaseEnded', args: { leaseId, end, accepted: false, reason, refund } })
}

/** Pays the vested amount that has not been paid. */
export function claim(turn: Turn, call: LeaseCall): void {
  const lease = leaseOf(turn, call)
  if (lease.state !== 'booked') payVested(turn, { leaseId: call.leaseId, lease })
}

/** Closes a lease. Fails until one hour after its end. */
export function close(turn: Turn, call: LeaseCall): void {
  const lease = leaseOf(turn, call)
  demand(lease.state !== 'booked', 'Market_StateMismatch', call.leaseId, stateCodes.booked)
  const from = call.terms.start + lease.endOffset + VESTING
  demand(turn.now >= from, 'Market_NotEnded', BigInt(from), BigInt(turn.now))
  const isEnded = lease.state === 'ended'
  closeLease(turn, { ...call, lease, billed: billableAt(lease, turn.now), reason: isEnded ? lease.reason : reasons.timeUp, isRefunded: isEnded })
}

type Closing = { leaseId: bigint; lease: ModelLease; billed: number; reason: number; isRefunded: boolean }

/** Pays the provider for the rest of the billed seconds, refunds the other seconds unless they were refunded before (`isRefunded`), and deletes the lease. */
export function closeLease(turn: Turn, { leaseId, lease, billed, reason, isRefunded }: Closing): void {
  const { terms } = lease
  turn.state.leases.delete(leaseId)
  if (billed > lease.paidSeconds) payProvider(turn, { terms, from: lease.paidSeconds, to: billed })
  const seconds = Math.max(billed, lease.paidSeconds)
  const pay = payFor(terms, seconds)
  const fee = feeOf(pay, terms.feeBps)
  const refund = refundFor(terms, seconds)
  if (!isRefunded) credit(turn.state, holderOf(lease), refund)
  turn.emit({ contract: 'market', name: 'LeaseClosed', args: { leaseId, reason, pay, renterFee: fee, providerFee: fee, refund } })
  if (lease.owner !== null) turn.emit({ contract: 'leaseToken', name: 'Transfer', args: { from: lease.owner, to: zeroAddress, tokenId: leaseId } })
}

export function payVested(turn: Turn, { leaseId, lease }: { leaseId: bigint; lease: ModelLease }): void {
  const vested = isTrial(lease, turn.now) ? 0 : billableAt(lease, turn.now - VESTING)
  if (vested <= lease.paidSeconds) return
  const { pay, fee } = payProvider(turn, { terms: lease.terms, from: lease.paidSeconds, to: vested })
  lease.paidSeconds = vested
  turn.emit({ contract: 'market', name: 'LeasePaid', args: { leaseId, paidSeconds: BigInt(vested), pay, renterFee: fee, providerFee: fee } })
}

/**
 * Pays the provider for the seconds after `from` up to `to`, less its fee. The fees of both sides are stored in the provider's account and are collected later.
 */
function payProvider(turn: Turn, { terms, from, to }: { terms: ChainLeaseTerms; from: number; to: number }): { pay: bigint; fee: bigint } {
  const pay = payFor(terms, to) - payFor(terms, from)
  const fee = feeOf(payFor(terms, to), terms.feeBps) - feeOf(payFor(terms, from), terms.feeBps)
  const account = accountIn(turn.state, terms.provider)
  account.balance += pay - fee
  account.fees += 2n * fee
  return { pay, fee }
}

/** Returns the seconds billed up to `time`. */
export function billableAt({ terms, endOffset, readyDelay, credit: credited }: ModelLease, time: number): number {
  return Math.max(0, Math.min(time, terms.start + endOffset) - (terms.start + readyDelay + credited))
}

/**
 * Returns true while the renter may leave without any cost: during the trial, and in a cluster with a trial also until 300 s after the last moment at which one
 * of the cluster's machines may send Ready.
 */
export function isTrial({ terms, readyDelay }: ModelLease, time: number): boolean {
  if (time < terms.start + readyDelay + terms.trialSeconds) return true
  return (terms.flags & FLAG_CLUSTER) !== 0 && terms.trialSeconds !== 0 && time < terms.start + READY_GRACE + CLUSTER_TRIAL
}

/** Returns the open lease with these terms. Refuses other terms. */
export function leaseOf({ state }: Turn, { leaseId, terms }: LeaseCall): ModelLease {
  const lease = state.leases.get(leaseId)
  demand(lease !== undefined, 'Market_StateMismatch', leaseId, stateCodes.none)
  const hashOf = (of: ChainLeaseTerms) => leaseTermsHash(toLeaseId(leaseId), leaseTermsFromChain(of))
  demand(hashOf(lease.terms) === hashOf(terms), 'Market_TermsMismatch', leaseId)
  return lease
}

/** Returns the lease like `leaseOf`, but also refuses the call if the lease is in another state than `state`. */
export function leaseIn(turn: Turn, call: LeaseCall, state: ModelLease['state']): ModelLease {
  const lease = leaseOf(turn, call)
  demand(lease.state === state, 'Market_StateMismatch', call.leaseId, stateCodes[lease.state])
  return lease
}
