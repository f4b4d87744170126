import type { Address } from '@infinitio/domain'
import type { Book } from './book.ts'
import type { AccountRecord } from './records.ts'

/** Returns the base units that an account can still promise: its chain balance minus holds and unsettled escrow, but at least 0. */
export function availableBalance(book: Book, account: Address): bigint {
  const record = book.accounts.get(account)
  return record === undefined ? 0n : availableOf(record)
}

/** Returns the available balance of an account record. */
export function availableOf({ balance, held, unsettled }: AccountRecord): bigint {
  const free = balance - (held === 0n ? unsettled : held + unsettled)
  return free > 0n ? free : 0n
}
