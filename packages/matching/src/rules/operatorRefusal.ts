import type { Address, ErrorCode } from '@infinitio/domain'
import type { Book } from '../book/book.ts'

/**
 * Why the operator lets an account place nothing new now; null when it may. `trades` is true for what takes capacity (a bid, a hold).
 * Never asked for a cancel, a release or anything that ends a lease: nobody is kept from leaving.
 */
export function operatorRefusal(book: Book, { account, trades }: { account: Address; trades: boolean }): ErrorCode | null {
  if (book.mode === 'cancel_only') return 'market.cancel_only'
  if (book.mode === 'halted' && trades) return 'market.halted'
  return book.blockedAccounts.size > 0 && book.blockedAccounts.has(account) ? 'account.blocked' : null
}
