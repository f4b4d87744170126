import type { Address } from '@infinitio/domain'
import type { Book } from './book.ts'

/** Base units an account can still promise: chain balance less holds less unsettled escrow; never below 0. */
export function availableBalance(book: Book, account: Address): bigint {
  const record = book.accounts.get(account)
  if (record === undefined) return 0n
  const free = record.balance - record.held - record.unsettled
  return free > 0n ? free : 0n
}
