import { assert, type Address } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { laneOf } from '../book/accountRecord.ts'
import type { AskRecord } from '../book/askRecord.ts'
import { releaseHoldsOn } from '../book/liveHold.ts'
import { askReplacedBy, openAsk, shutAsk } from '../book/openAsks.ts'
import type { Turn } from '../book/turn.ts'
import { isCancelledOnChain } from '../rules/askRefusal.ts'
import { expiryMarginSeconds } from '../rules/marketRules.ts'

/** An ask's bit, or its mandate's, was set on the chain. Sign -1: the chain dropped that. */
export function askCancelled(turn: Turn, { account, nonce }: { account: Address; nonce: bigint }, sign: 1 | -1): void {
  const { askCancellations } = accountOf(turn.book, account)
  askCancellations.set(nonce, (askCancellations.get(nonce) ?? 0) + sign)
  reviewAsks(turn, account)
}

/** A bid's lane was cancelled on the chain: no new bid may use it. A match waiting to settle is the worker's to give up. */
export function bidCancelled({ book }: Turn, { account, nonce }: { account: Address; nonce: bigint }, sign: 1 | -1): void {
  laneOf(accountOf(book, account), nonce).cancellations += sign
}

/** Every nonce of an account below the floor was cancelled on the chain. Sign -1: the chain dropped that. */
export function floorRaised(turn: Turn, { account, floor }: { account: Address; floor: bigint }, sign: 1 | -1): void {
  const { floors } = accountOf(turn.book, account)
  if (sign === 1) floors.push(floor)
  else {
    const place = floors.lastIndexOf(floor)
    assert(place >= 0, 'a dropped floor was raised before')
    floors.splice(place, 1)
  }
  reviewAsks(turn, account)
}

/** Shuts the account's asks that are cancelled now, and opens those again whose cancellation was dropped. */
function reviewAsks(turn: Turn, account: Address): void {
  for (const record of turn.book.asks.values()) {
    if (record.ask.provider !== account) continue
    const isCancelled = isCancelledOnChain(turn.book, record)
    if (isCancelled && (record.state === 'open' || record.state === 'replaced')) shutByChain(turn, record)
    if (!isCancelled && record.state === 'cancelled_on_chain') restore(turn, record)
  }
}

function shutByChain(turn: Turn, record: AskRecord): void {
  const wasOpen = record.state === 'open'
  if (wasOpen) shutAsk(turn.book, record, 'cancelled_on_chain')
  else record.state = 'cancelled'
  if (wasOpen) turn.emit({ kind: 'OrderCancelled', orderHash: record.orderHash, reason: 'chain' })
  releaseHoldsOn(turn, record.orderHash, 'order.ask_gone')
}

function restore({ book, now, emit }: Turn, record: AskRecord): void {
  const node = book.nodes.get(record.ask.node)
  const isReplaced = node !== undefined && askReplacedBy(node, record) !== undefined
  if (isReplaced) record.state = 'replaced'
  else if (record.ask.expiry - expiryMarginSeconds <= now) record.state = 'expired'
  else {
    openAsk(book, record)
    emit({ kind: 'AskRestored', orderHash: record.orderHash })
  }
}
