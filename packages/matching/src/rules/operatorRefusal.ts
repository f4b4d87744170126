import type { Address, ErrorCode } from '@infinitio/domain'
import type { Book } from '../book/book.ts'

/**
 * Returns why an account may place nothing new now, or null if it may. `trades` is true for commands that take capacity (a bid, a hold). Commands that cancel,
 * release or end a lease skip this check, because every account may always leave.
 */
export function operatorRefusal(book: Book, { account, trades }: { account: Address; trades: boolean }): ErrorCode | null {
  if (book.mode === 'cancel_only') return 'market.cancel_only'
  if (book.mode === 'halted' && trades) return 'market.halted'
  return book.blockedAccounts.size > 0 && book.blockedAccounts.has(account) ? 'account.blocked' : null
}
