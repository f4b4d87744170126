import type { Address } from '@infinitio/domain'
import { accountOf } from './accountOf.ts'
import type { Book } from './book.ts'
import { wakeAccount } from './woken.ts'

/** Changes what an account has on the chain, in base units. Its standing bids look again when that is more. */
export function moveBalance(book: Book, account: Address, amount: bigint): void {
  const record = accountOf(book, account)
  record.balance += amount
  if (amount > 0n) wakeAccount(book, record)
}
