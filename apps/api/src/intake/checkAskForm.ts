import { anyoneExecutor, type Ask, engineExecutor, type Refusal } from '@infinitio/domain'
import { longestNoticeSeconds } from '@infinitio/matching'

const leaveBookSeconds = 30n
const longestLeaseSeconds = 28n * 86_400n

/** What an ask must be, before anything is looked up. Null when it is right. */
export function checkAskForm(ask: Ask, { now }: { now: bigint }): Refusal | null {
  if (ask.pricePerGpuSecond === 0n) return { rejected: 'order.invalid_fields', detail: 'pricePerGpuSecond' }
  if (ask.noticeSeconds > longestNoticeSeconds) return { rejected: 'order.invalid_fields', detail: 'noticeSeconds' }
  if (ask.minGpus > ask.maxGpus) return { rejected: 'order.invalid_fields', detail: 'minGpus, maxGpus' }
  if (ask.minDurationSeconds > ask.maxDurationSeconds || ask.maxDurationSeconds === 0n) {
    return { rejected: 'order.invalid_fields', detail: 'minDurationSeconds, maxDurationSeconds' }
  }
  if (ask.maxDurationSeconds > longestLeaseSeconds) return { rejected: 'lease.duration_limit' }
  if (ask.availableFrom >= ask.availableUntil) return { rejected: 'order.invalid_fields', detail: 'availableFrom, availableUntil' }
  if (ask.executor !== engineExecutor && ask.executor !== anyoneExecutor) return { rejected: 'order.executor_not_ours' }
  return ask.expiry <= now + leaveBookSeconds ? { rejected: 'order.expired' } : null
}
