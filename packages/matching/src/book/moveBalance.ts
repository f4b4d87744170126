import type { Address } from '@infinitio/domain'
import { accountOf } from './accountOf.ts'
import type { Book } from './book.ts'
import { wakeAccount } from './woken.ts'
import type { AccountRecord } from './records.ts'

/** Changes an account's balance on the chain, in base units. Lets its resting bids search again when the balance grows. */
export function moveBalance(book: Book, account: Address, amount: bigint): void {
  moveBalanceOf(book, accountOf(book, account), amount)
}

/** Changes an account record's balance on the chain, in base units. Lets its resting bids search again when the balance grows. */
export function moveBalanceOf(book: Book, record: AccountRecord, amount: bigint): void {
  record.balance += amount
  if (amount > 0n) wakeAccount(book, record)
}
