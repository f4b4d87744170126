import { type Ask, assert } from '@infinitio/domain'
import { boundedVersion, restingVersion } from '../rules/marketRules.ts'
import type { Book } from './book.ts'
import { addToMarket, removeFromMarket } from './marketBook.ts'
import { setAsks } from './nodeRecord.ts'
import { withoutRanked, withRanked } from './structures/rankedArray.ts'
import { enterSession, leaveSession } from './sessions.ts'
import type { Turn } from './turn.ts'
import { wakeNode } from './woken.ts'
import type { AskRecord, AskState, NodeRecord } from './records.ts'

/** Opens an ask for matching: adds it to the book of its node's class and region. */
export function openAsk({ book, second }: Turn, record: AskRecord): void {
  const { account, node } = record
  record.state = 'open'
  account.openAsks += 1
  // Do not call `delete` on an empty set, because even that would make V8 store a hash in the record.
  if (account.dormantAsks.size > 0) account.dormantAsks.delete(record)
  setAsks(node, withRanked(node.asks, record))
  addToMarket(book, record)
  book.leaving.push(record)
  if (record.from > second) book.waiting.push(record)
  enterSession(book, record)
  wakeNode(book, node)
}

/** Removes an open ask from the book and stores the reason. */
export function shutAsk(book: Book, record: AskRecord, state: Exclude<AskState, 'open'>): void {
  assert(record.state === 'open', 'only an open ask leaves the book')
  const { account, node } = record
  account.openAsks -= 1
  removeFromMarket(record)
  setAsks(node, withoutRanked(node.asks, record))
  record.state = state
  book.leaving.noteOver()
  book.waiting.noteOver()
  leaveSession(book, record)
  settleDown(book, record)
}

/** Changes the state of an ask that is no longer open, for example from replaced to cancelled. */
export function settleAsk(book: Book, record: AskRecord, state: Exclude<AskState, 'open'>): void {
  record.state = state
  record.account.dormantAsks.delete(record)
  settleDown(book, record)
}

/** Returns the open ask that a new ask replaces: the ask of the same node for the same private renter. */
export function askReplacedBy(node: NodeRecord, { privateRenter }: Pick<Ask, 'privateRenter'>): AskRecord | undefined {
  return node.asks.find((open) => open.privateRenter === privateRenter)
}

/** Deletes a replaced ask that has no hold (reservation). Before version 5 of the rules, such an ask was deleted only a day after its expiry. */
export function forgetUnheld(book: Book, record: AskRecord): void {
  if (book.version < boundedVersion || record.state !== 'replaced' || book.holdsOn.has(record.orderHash)) return
  record.account.dormantAsks.delete(record)
  book.asks.delete(record.orderHash)
}

/**
 * Decides whether the book still stores an ask that is no longer open. A replaced ask stays while it has holds. An ask that the chain cancelled stays, because
 * the chain may drop the cancellation. From version 4 of the rules on, all other such asks are deleted; before, they stayed.
 */
function settleDown(book: Book, record: AskRecord): void {
  if (record.state === 'replaced' || record.state === 'cancelled_on_chain') record.account.dormantAsks.add(record)
  else if (book.version >= restingVersion) book.asks.delete(record.orderHash)
  forgetUnheld(book, record)
}
