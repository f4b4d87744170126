import type { Address } from '@infinitio/domain'
import { accountOf } from './accountOf.ts'
import type { AccountRecord } from './accountRecord.ts'
import type { Book } from './book.ts'
import { wakeAccount } from './woken.ts'

/** Changes what an account has on the chain, in base units. Its standing bids look again when that is more. */
export function moveBalance(book: Book, account: Address, amount: bigint): void {
  moveBalanceOf(book, accountOf(book, account), amount)
}

/** The same, of an account whose record is at hand. */
export function moveBalanceOf(book: Book, record: AccountRecord, amount: bigint): void {
  record.balance += amount
  if (amount > 0n) wakeAccount(book, record)
}
