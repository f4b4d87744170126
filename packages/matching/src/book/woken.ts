import { restingVersion } from '../rules/marketRules.ts'
import { isPaused } from './accountRecord.ts'
import type { Book } from './book.ts'
import type { AccountRecord, BidRecord, NodeRecord } from './records.ts'

/** Notes that a node may have more free GPUs, so that resting bids search it. */
export function wakeNode(book: Book, node: NodeRecord): void {
  if (book.standing.count === 0 || node.isWoken) return
  node.isWoken = true
  book.woken.nodes.push(node)
}

/** Notes that a resting bid may take more than before. */
export function wakeBid(book: Book, record: BidRecord): void {
  if (record.isStanding) book.woken.bids.add(record)
}

/** Lets the resting bids of an account search for capacity again, after the account got money or may trade again. Paused bids search after the pause. */
export function wakeAccount(book: Book, account: AccountRecord): void {
  if (account.standingBids === 0 || isPaused(account)) return
  for (const record of account.bids) wakeBid(book, record)
}

/** Lets every resting bid search for capacity again, after a change of the rules or the mode. */
export function wakeEverything(book: Book): void {
  if (book.version >= restingVersion && book.standing.count > 0) book.woken.everything = true
}

/** Clears the noted changes after the resting bids have searched them. */
export function fallAsleep({ woken }: Book): void {
  for (const node of woken.nodes) node.isWoken = false
  woken.nodes.length = 0
  // Skips an empty set, because `clear` would create a new table for it.
  if (woken.bids.size > 0) woken.bids.clear()
  woken.everything = false
}

/** Returns true if no change waits for the resting bids to search it. */
export function isAsleep({ woken }: Book): boolean {
  return !woken.everything && woken.nodes.length === 0 && woken.bids.size === 0
}
