import type { Address } from '@infinitio/domain'
import type { AccountRecord } from './accountRecord.ts'
import type { Book } from './book.ts'
import { Lanes } from './lanes.ts'
import type { NodeRecord } from './nodeRecord.ts'

/** The record of a node's provider, made when it is first spoken of, and found but once. */
export function providerAccountOf(book: Book, node: NodeRecord): AccountRecord {
  node.account ??= accountOf(book, node.provider)
  return node.account
}

/** The record of an account, made when it is first spoken of. */
export function accountOf(book: Book, account: Address): AccountRecord {
  const known = book.accounts.get(account)
  if (known !== undefined) return known
  const fresh = newAccount(account)
  book.accounts.set(account, fresh)
  return fresh
}

/** Of accounts without a floor, which are most: shared, so that a bid of theirs reads nothing more for it. */
const noFloors: readonly bigint[] = []

/** The record of an account that nobody spoke of yet. */
export function newAccount(address: Address): AccountRecord {
  return {
    address,
    balance: 0n,
    held: 0n,
    unsettled: 0n,
    iocOnlyUntilMs: 0,
    strikes: null,
    floors: noFloors,
    askCancellations: new Map(),
    lanes: new Lanes(),
    bids: [],
    standingBids: 0,
    openAsks: 0,
    holds: [],
    dormantAsks: new Set(),
  }
}
