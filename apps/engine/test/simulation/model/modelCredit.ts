import { compensate } from './modelBonds.ts'
import { releaseGpuHours } from './modelCalendar.ts'
import { holderOf } from './modelHolder.ts'
import { billableAt, isTrial, type LeaseCall, leaseIn, leaseOf, payVested, storeEnded } from './modelLeases.ts'
import { credit, refundFor } from './modelMoney.ts'
import { wasUnreachable } from './modelOutages.ts'
import { demand } from './refused.ts'
import type { Turn } from './turn.ts'

const SILENCE = 120
const NODE_LOST = 5

/**
 * Reduces the billed seconds of an active or ended lease. Only the contract Attestations may call it. With too few signers (`isFull` is false), it first pays
 * the vested seconds, so that the credit cannot change them.
 */
export function creditLease(turn: Turn, { creditSeconds, isFull, ...call }: LeaseCall & { creditSeconds: number; isFull: boolean }): void {
  demandAttestations(turn)
  const { leaseId } = call
  const lease = leaseOf(turn, call)
  demand(lease.state !== 'booked', 'Market_StateMismatch', leaseId, 1)
  if (!isFull) payVested(turn, { leaseId, lease })
  const unpaid = Math.max(0, billableAt(lease, turn.now) - lease.paidSeconds)
  demand(creditSeconds <= unpaid, 'Market_CreditTooLarge', BigInt(creditSeconds), BigInt(unpaid))
  let refund = 0n
  if (lease.state === 'ended') {
    const billed = billableAt(lease, lease.terms.start + lease.endOffset)
    refund = refundFor(lease.terms, billed - creditSeconds) - refundFor(lease.terms, billed)
    credit(turn.state, holderOf(lease), refund)
  }
  lease.credit += creditSeconds
  turn.emit({ contract: 'market', name: 'LeaseCredited', args: { leaseId, creditSeconds, totalSeconds: lease.credit, refund } })
}

/** Ends an active lease whose node stopped answering, never before the last second that was already paid. Only Attestations may call it. */
export function nodeLost(turn: Turn, { since, isFull, ...call }: LeaseCall & { since: number; isFull: boolean }): void {
  demandAttestations(turn)
  const { leaseId } = call
  const { now, state } = turn
  const lease = leaseIn(turn, call, 'active')
  const { terms } = lease
  demand(now >= since + SILENCE, 'Market_NotSilent', BigInt(since), BigInt(now))
  const end = terms.start + lease.endOffset
  demand(since < end, 'Market_LeaseOver', BigInt(end), BigInt(now))
  if (!isFull) payVested(turn, { leaseId, lease })
  const { readyDelay, paidSeconds } = lease
  const readyAt = terms.start + readyDelay
  const paidUntil = readyAt + paidSeconds + (paidSeconds === 0 ? 0 : lease.credit)
  const endAt = Math.max(isTrial(lease, since) ? readyAt : since, paidUntil)
  releaseGpuHours(state, terms, { time: endAt, now })
  lease.endOffset = endAt - terms.start
  storeEnded(turn, { leaseId, lease, reason: NODE_LOST })
  if (wasUnreachable(state, { node: terms.node, time: since })) compensate(turn, { leaseId, terms, holder: holderOf(lease) })
}

function demandAttestations({ sender, addresses }: Turn): void {
  demand(sender === addresses.attestations, 'Market_CallerNotAttestations', sender, addresses.attestations)
}
