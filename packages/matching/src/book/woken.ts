import { restingVersion } from '../rules/marketRules.ts'
import { isPaused } from './accountRecord.ts'
import type { Book } from './book.ts'
import type { AccountRecord, BidRecord, NodeRecord } from './records.ts'

/** Records that a node may have more free GPUs, so that resting bids (bids that wait in the book) search its asks. */
export function wakeNode(book: Book, node: NodeRecord): void {
  if (book.standing.count === 0 || node.isWoken) return
  node.isWoken = true
  book.woken.nodes.push(node)
}

/** Records that a resting bid may take more GPUs than before, so that it searches for asks again. */
export function wakeBid(book: Book, record: BidRecord): void {
  if (record.isStanding) book.woken.bids.add(record)
}

/** Lets the resting bids of an account search for capacity again, after the account got money or may trade again. Paused bids search after the pause. */
export function wakeAccount(book: Book, account: AccountRecord): void {
  if (account.standingBids === 0 || isPaused(account)) return
  for (const record of account.bids) wakeBid(book, record)
}

/** Lets every resting bid search for capacity again, for example after a change of the rules or of the market's mode. */
export function wakeEverything(book: Book): void {
  if (book.version >= restingVersion && book.standing.count > 0) book.woken.everything = true
}

/** Clears the lists of changed nodes and bids, once resting bids have searched them or nothing may match. */
export function fallAsleep({ woken }: Book): void {
  for (const node of woken.nodes) node.isWoken = false
  woken.nodes.length = 0
  // Skips an empty set, because `clear` would create a new table for it.
  if (woken.bids.size > 0) woken.bids.clear()
  woken.everything = false
}

/** Returns true if nothing has changed since resting bids last searched for capacity. */
export function isAsleep({ woken }: Book): boolean {
  return !woken.everything && woken.nodes.length === 0 && woken.bids.size === 0
}
