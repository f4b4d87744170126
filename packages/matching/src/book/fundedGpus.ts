import type { OrderHash } from '@infinitio/domain'
import { affordableGpus } from '../search/matchAmount.ts'
import { isPaused } from './accountRecord.ts'
import { availableOf } from './availableBalance.ts'
import type { Book } from './book.ts'
import { gpusToGo } from './restingBids.ts'

/**
 * Returns the number of GPUs that a resting bid could pay for now at its price limit, for market depth and fill odds. A whole bid counts with all its GPUs or
 * with 0. Each bid is counted separately, so two bids of one account may count the same balance twice. Returns 0 for a bid that does not rest, for a bid that
 * could pay for fewer GPUs than its smallest slice, and for bids of paused and blocked accounts.
 */
export function fundedGpus(book: Book, orderHash: OrderHash): number {
  const record = book.bids.get(orderHash)
  if (record === undefined || !record.isStanding || book.blockedAccounts.has(record.renter) || isPaused(record.account)) return 0
  const toGo = gpusToGo(record)
  const available = availableOf(record.account)
  const gpus = Math.min(toGo, affordableGpus(book, record, { price: record.price, available }))
  const least = record.isWhole ? record.gpus : record.minSlice
  return gpus >= least ? gpus : 0
}
