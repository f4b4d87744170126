import type { Address } from '@infinitio/domain'
import type { Book } from './book.ts'
import { Lanes } from './structures/lanes.ts'
import type { AccountRecord, NodeRecord } from './records.ts'

/** Returns the record of a node's provider. Creates it at first use and caches it on the node. */
export function providerAccountOf(book: Book, node: NodeRecord): AccountRecord {
  node.account ??= accountOf(book, node.provider)
  return node.account
}

/** Returns the record of an account. Creates it at first use. */
export function accountOf(book: Book, account: Address): AccountRecord {
  const known = book.accounts.get(account)
  if (known !== undefined) return known
  const fresh = newAccount(account)
  book.accounts.set(account, fresh)
  return fresh
}

/**
 * The empty list of floors (nonces below which all orders are cancelled). All accounts without a floor share this one list, which saves memory in a book with
 * many accounts.
 */
const noFloors: readonly bigint[] = []

/** Makes an empty record for a new account. */
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
