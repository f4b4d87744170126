import { anyoneExecutor, type Bid, engineExecutor, mayRest, type Refusal, zeroHex32, horizonSeconds } from '@infinitio/domain'
import { expiryMarginSeconds, startSlackSeconds } from '@infinitio/matching'

const longestLifeSeconds = 7n * 86_400n
const longestLeaseSeconds = BigInt(horizonSeconds)

/**
 * Checks a bid's times, executor (the account that may settle it) and form, before any data is read from the database. Returns null for a valid bid, else the
 * refusal with a code of the order book.
 */
export function checkBidForm(bid: Bid, { now }: { now: bigint }): Refusal | null {
  if (bid.expiry <= now + expiryMarginSeconds) return { rejected: 'order.expired' }
  if (bid.expiry > now + longestLifeSeconds) return { rejected: 'order.expiry_too_far' }
  if (bid.startUntil < now || bid.startUntil < bid.startFrom) return { rejected: 'order.start_window_missed' }
  if (bid.executor !== engineExecutor && bid.executor !== anyoneExecutor) return { rejected: 'order.executor_not_ours' }
  return formRefusal(bid) ?? windowRefusal(bid, now)
}

function formRefusal(bid: Bid): Refusal | null {
  const invalid = (detail: string): Refusal => ({ rejected: 'order.invalid_fields', detail })
  if (bid.minGpusPerNode > bid.gpus) return invalid('gpus, minGpusPerNode')
  if (bid.maxPricePerGpuSecond === 0n) return invalid('maxPricePerGpuSecond')
  return bid.node === zeroHex32 && (bid.classMask === 0n || bid.regionMask === 0n) ? invalid('classMask, regionMask') : null
}

function windowRefusal(bid: Bid, now: bigint): Refusal | null {
  if (bid.durationSeconds > longestLeaseSeconds) return { rejected: 'lease.duration_limit' }
  if (bid.startFrom <= now) return null
  if (bid.startUntil < now + startSlackSeconds && !mayRest(bid)) return { rejected: 'order.start_window_missed' }
  return bid.startUntil + bid.durationSeconds > now + longestLeaseSeconds ? { rejected: 'lease.duration_limit' } : null
}
