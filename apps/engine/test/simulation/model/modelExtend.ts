import { hashMarketMessage, pTokenUnits, unixSeconds } from '@infinitio/domain'
import type { Hex } from 'viem'
import type { ModelLease } from './marketState.ts'
import { bookMoreHours } from './modelCalendar.ts'
import { demandHolder, demandSigned, holderOf } from './modelHolder.ts'
import { aboutLease } from './modelLeaseKey.ts'
import { type LeaseCall, leaseIn } from './modelLeases.ts'
import { credit, debit, escrowFor } from './modelMoney.ts'
import { isNonceUsed } from './modelNonces.ts'
import { demandNotPaused } from './modelPause.ts'
import { spend } from './modelSessions.ts'
import { demand } from './refused.ts'
import { domainOf, type Turn } from './turn.ts'

const HORIZON = 28 * 86_400
const AUTO_EXTEND = 600
const MAX_STEP = 3_600

/** An auto-extend order in the contract's format. */
export type AutoExtendOrder = {
  leaseId: bigint
  leaseKey: Hex
  stepSeconds: number
  maxTotalSeconds: number
  relayFee: bigint
  nonce: bigint
  expiry: number
}

/** Moves the end of an active lease to a later time. The holder or the holder's session key may call it. */
export function extend(turn: Turn, { newEnd, ...call }: LeaseCall & { newEnd: number }): void {
  const lease = leaseIn(turn, call, 'active')
  const actor = demandHolder(turn, lease)
  giveLaterEnd(turn, call.leaseId, lease, { newEnd, relayFee: 0n, actor })
}

/** Does the same as `extend`, but with a signature. Anyone may send it and gets the relay fee. */
export function extendFor(
  turn: Turn,
  { newEnd, relayFee, expiry, signature, ...call }: LeaseCall & { newEnd: number; relayFee: bigint; expiry: number; signature: Hex },
): void {
  const lease = leaseIn(turn, call, 'active')
  const fields = { end: unixSeconds(newEnd), relayFee: pTokenUnits(relayFee), expiry: unixSeconds(expiry) }
  const message = { ...aboutLease(call.leaseId, lease.terms), ...fields }
  const actor = demandSigned(turn, lease, { digest: hashMarketMessage('Extend', message, domainOf(turn)), expiry, signature })
  giveLaterEnd(turn, call.leaseId, lease, { newEnd, relayFee, actor })
}

/** Models one step of an auto-extend order, which anyone may send in the lease's last ten minutes. */
export function autoExtend(turn: Turn, { order, signature, ...call }: LeaseCall & { order: AutoExtendOrder; signature: Hex }): void {
  const { now, state } = turn
  const { stepSeconds, maxTotalSeconds, relayFee, nonce, expiry } = order
  demand(stepSeconds > 0 && stepSeconds <= MAX_STEP, 'Market_AutoExtendStepInvalid', BigInt(stepSeconds), BigInt(MAX_STEP))
  const lease = leaseIn(turn, call, 'active')
  const its = aboutLease(call.leaseId, lease.terms)
  const isIts = order.leaseId === its.leaseId && order.leaseKey === its.leaseKey
  demand(isIts, 'Market_AutoExtendMismatch', call.leaseId, order.leaseId)
  const digest = hashMarketMessage('AutoExtend', order as never, domainOf(turn))
  const actor = demandSigned(turn, lease, { digest, expiry, signature })
  const holder = holderOf(lease)
  demand(!isNonceUsed(state, { owner: holder, nonce }), 'Market_NonceUsed', holder, nonce)
  const end = lease.terms.start + lease.endOffset
  demand(now + AUTO_EXTEND >= end, 'Market_AutoExtendTooEarly', BigInt(end - AUTO_EXTEND), BigInt(now))
  const duration = lease.endOffset + stepSeconds
  demand(duration <= maxTotalSeconds, 'Market_AutoExtendTotalPassed', BigInt(duration), BigInt(maxTotalSeconds))
  giveLaterEnd(turn, call.leaseId, lease, { newEnd: end + stepSeconds, relayFee, actor })
}

type Extension = { newEnd: number; relayFee: bigint; actor: string }

function giveLaterEnd(turn: Turn, leaseId: bigint, lease: ModelLease, { newEnd, relayFee, actor }: Extension): void {
  const { state, now, sender } = turn
  const { terms } = lease
  const end = terms.start + lease.endOffset
  demand(now < end, 'Market_LeaseOver', BigInt(end), BigInt(now))
  demand(newEnd > end, 'Market_EndNotLater', BigInt(end), newEnd)
  const duration = newEnd - terms.start
  const [longest, until] = [terms.askMaxDurationSeconds, terms.askAvailableUntil]
  demand(duration <= longest, 'Market_DurationOutOfRange', BigInt(duration), 0n, BigInt(longest))
  demand(newEnd <= until, 'Market_WindowOutsideAsk', BigInt(terms.start), BigInt(newEnd), 0n, BigInt(until))
  demand(newEnd <= now + HORIZON, 'Market_EndTooFar', BigInt(newEnd), BigInt(now + HORIZON))
  const { provider, askNonce } = terms
  demand(!isNonceUsed(state, { owner: provider, nonce: askNonce }), 'Market_AskCancelled', provider, askNonce)
  demandNotPaused(turn)
  const node = state.nodes.get(terms.node)
  demand(node?.listed === true && !state.delisted.has(node.provider), 'Market_NodeNotListed', terms.node)
  demand(node.gpus >= terms.gpus, 'Market_GpusOutOfRange', BigInt(terms.gpus), 1n, BigInt(node.gpus))
  bookMoreHours(state, { node: terms.node, end, newEnd, gpus: terms.gpus, capacity: node.gpus })
  const longer = { ...terms, durationSeconds: duration }
  const added = escrowFor(longer) - escrowFor(terms)
  const holder = holderOf(lease)
  spend(turn, { owner: holder, actor, amount: added + relayFee })
  debit(state, holder, added + relayFee)
  credit(state, sender, relayFee)
  lease.terms = longer
  lease.endOffset = duration
  const args = { leaseId, end: newEnd, durationSeconds: duration, escrowAdded: added, relayFee, relayer: sender }
  turn.emit({ contract: 'market', name: 'LeaseExtended', args })
}
