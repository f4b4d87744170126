import { restingVersion } from '../rules/marketRules.ts'
import { type AccountRecord, isPaused } from './accountRecord.ts'
import type { BidRecord } from './bidRecord.ts'
import type { Book } from './book.ts'
import type { NodeRecord } from './nodeRecord.ts'

/** What happened that standing bids have not looked at yet: nodes that may serve more, bids that may take more, or everything. */
export type Woken = { readonly nodes: NodeRecord[]; readonly bids: Set<BidRecord>; everything: boolean }

/** GPUs of a node may have come back. */
export function wakeNode(book: Book, node: NodeRecord): void {
  if (book.standing.count === 0 || node.isWoken) return
  node.isWoken = true
  book.woken.nodes.push(node)
}

/** A standing bid may take more than before. */
export function wakeBid(book: Book, record: BidRecord): void {
  if (record.isStanding) book.woken.bids.add(record)
}

/** Money came to an account, or it may trade again: its standing bids look again. Those that pause look when the pause is over. */
export function wakeAccount(book: Book, account: AccountRecord): void {
  if (account.standingBids === 0 || isPaused(account)) return
  for (const record of account.bids) wakeBid(book, record)
}

/** Rules or mode changed: every standing bid looks again. */
export function wakeEverything(book: Book): void {
  if (book.version >= restingVersion && book.standing.count > 0) book.woken.everything = true
}

/** Everything was looked at. */
export function fallAsleep({ woken }: Book): void {
  for (const node of woken.nodes) node.isWoken = false
  woken.nodes.length = 0
  // Clearing a set makes a new table, also of an empty one.
  if (woken.bids.size > 0) woken.bids.clear()
  woken.everything = false
}

/** Nothing is left to look at. */
export function isAsleep({ woken }: Book): boolean {
  return !woken.everything && woken.nodes.length === 0 && woken.bids.size === 0
}
