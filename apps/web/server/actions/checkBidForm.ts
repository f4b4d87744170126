import { anyoneExecutor, type Bid, engineExecutor, type Refusal, timeInForce, zeroHex32 } from '@infinitio/domain'

const leaveBookSeconds = 30n
const longestLifeSeconds = 7n * 86_400n

/** What a bid must be, before anything is looked up: its form, its executor, its time. Null when it is right. */
export function checkBidForm(bid: Bid, { now }: { now: bigint }): Refusal | null {
  if (bid.node === zeroHex32 || bid.timeInForce !== timeInForce.ioc || bid.cluster) return { rejected: 'order.kind_not_supported' }
  if (bid.gpus > 15 || bid.minGpusPerNode > bid.gpus) return { rejected: 'order.invalid_fields', detail: 'gpus, minGpusPerNode' }
  if (bid.startFrom > bid.startUntil) return { rejected: 'order.invalid_fields', detail: 'startFrom, startUntil' }
  if (bid.executor !== engineExecutor && bid.executor !== anyoneExecutor) return { rejected: 'order.executor_not_ours' }
  if (bid.expiry <= now + leaveBookSeconds) return { rejected: 'order.expired' }
  if (bid.expiry > now + longestLifeSeconds) return { rejected: 'order.expiry_too_far' }
  if (bid.startFrom > now || bid.startUntil < now) return { rejected: 'order.start_window_missed' }
  return null
}
