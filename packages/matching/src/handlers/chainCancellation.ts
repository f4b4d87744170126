import { assert, type Address } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { bySeq } from '../book/bySeq.ts'
import { releaseHoldsOn } from '../book/liveHold.ts'
import { numberKey } from '../book/structures/numberOf.ts'
import { askReplacedBy, openAsk, settleAsk, shutAsk } from '../book/openAsks.ts'
import type { Turn } from '../book/turn.ts'
import { isCancelledOnChain } from '../rules/askRefusal.ts'
import { takeOut } from './cancelOrder.ts'
import type { AccountRecord, AskRecord } from '../book/records.ts'

/**
 * Cancels the asks of an account with this nonce, and those under a signing permission (`Mandate`) with this nonce, because the chain cancelled the nonce.
 * Sign -1 undoes this because the chain dropped the cancellation.
 */
export function askCancelled(turn: Turn, { account, nonce }: { account: Address; nonce: bigint }, sign: 1 | -1): void {
  const { askCancellations } = accountOf(turn.book, account)
  askCancellations.set(nonce, (askCancellations.get(nonce) ?? 0) + sign)
  reviewAsks(turn, account)
}

/**
 * Cancels a bid's nonce, as the chain did. From then on, no new bid may use the nonce, and a resting bid with the nonce leaves the book. The worker later gives
 * up a match of the bid that still waits to settle. Sign -1 makes the nonce usable again, because the chain dropped the cancellation; a removed bid does not
 * return.
 */
export function bidCancelled(turn: Turn, { account, nonce }: { account: Address; nonce: bigint }, sign: 1 | -1): void {
  const record = accountOf(turn.book, account)
  record.lanes.change(numberKey(nonce), { filled: 0, pending: 0, cancellations: sign })
  if (sign === 1) takeBidsOut(turn, (other) => other === nonce, record)
}

/**
 * Cancels every nonce of an account below the floor, as the chain did. Sign -1 undoes this because the chain dropped
 * the floor.
 */
export function floorRaised(turn: Turn, { account, floor }: { account: Address; floor: bigint }, sign: 1 | -1): void {
  const record = accountOf(turn.book, account)
  const { floors } = record
  if (sign === 1) {
    record.floors = [...floors, floor]
    takeBidsOut(turn, (nonce) => nonce < floor, record)
  } else {
    const place = floors.lastIndexOf(floor)
    assert(place >= 0, 'a dropped floor was raised before')
    record.floors = floors.toSpliced(place, 1)
  }
  reviewAsks(turn, account)
}

function takeBidsOut(turn: Turn, isCancelled: (nonce: bigint) => boolean, { bids }: AccountRecord): void {
  for (const bid of [...bids].filter((one) => isCancelled(BigInt(one.nonce))).sort(bySeq)) takeOut(turn, bid, 'chain')
}

/**
 * Reviews the account's asks, oldest first. Closes the asks that are cancelled now. If the chain dropped the cancellation of an ask, opens the ask again,
 * unless another ask has replaced it or it has expired.
 */
function reviewAsks(turn: Turn, account: Address): void {
  const open = (turn.book.nodesOfProvider.get(account) ?? []).flatMap((node) => node.asks)
  const dormant = [...accountOf(turn.book, account).dormantAsks]
  for (const record of [...open, ...dormant].sort(bySeq)) {
    const isCancelled = isCancelledOnChain(record.account, { nonce: BigInt(record.nonce), mandate: record.mandate })
    if (isCancelled && (record.state === 'open' || record.state === 'replaced')) shutByChain(turn, record)
    if (!isCancelled && record.state === 'cancelled_on_chain') restore(turn, record)
  }
}

function shutByChain(turn: Turn, record: AskRecord): void {
  const wasOpen = record.state === 'open'
  if (wasOpen) shutAsk(turn.book, record, 'cancelled_on_chain')
  else settleAsk(turn.book, record, 'cancelled')
  if (wasOpen) turn.emit({ kind: 'OrderCancelled', orderHash: record.orderHash, reason: 'chain' })
  releaseHoldsOn(turn, record.orderHash, 'order.ask_gone')
}

function restore(turn: Turn, record: AskRecord): void {
  const { book, second, emit } = turn
  if (askReplacedBy(record.node, record) !== undefined) settleAsk(book, record, 'replaced')
  else if (record.endsAt <= second) settleAsk(book, record, 'expired')
  else {
    openAsk(turn, record)
    emit({ kind: 'AskRestored', orderHash: record.orderHash })
  }
}
