import { restingVersion } from '../rules/marketRules.ts'
import type { AccountRecord } from './accountRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import type { Book } from './book.ts'
import type { NodeRecord } from './nodeRecord.ts'

/** What happened that standing bids have not looked at yet: nodes that may serve more, bids that may take more, or everything. */
export type Woken = { readonly nodes: Set<NodeRecord>; readonly bids: Set<BidRecord>; everything: boolean }

/** GPUs of a node may have come back. */
export function wakeNode(book: Book, node: NodeRecord): void {
  if (book.standing.count > 0) book.woken.nodes.add(node)
}

/** A standing bid may take more than before. */
export function wakeBid(book: Book, record: BidRecord): void {
  if (record.isStanding) book.woken.bids.add(record)
}

/** Money came to an account, or it may trade again: its standing bids look again. */
export function wakeAccount(book: Book, { bids, standingBids }: AccountRecord): void {
  if (standingBids === 0) return
  for (const record of bids) wakeBid(book, record)
}

/** Rules or mode changed: every standing bid looks again. */
export function wakeEverything(book: Book): void {
  if (book.version >= restingVersion && book.standing.count > 0) book.woken.everything = true
}

/** Nothing is left to look at. */
export function isAsleep({ woken }: Book): boolean {
  return !woken.everything && woken.nodes.size === 0 && woken.bids.size === 0
}
