import type { UnixSeconds, DurationSeconds } from '@infinitio/domain'
import type { ReservedHours } from '../events/bookEvent.ts'
import { startSlackSeconds } from '../rules/marketRules.ts'
import type { NodeRecord } from './nodeRecord.ts'

/** Every hour a lease could touch if it starts at any second of [now, now + slack] (and `laterSeconds` more, for holds). */
export function hoursToReserve({
  now,
  durationSeconds,
  laterSeconds,
}: {
  now: UnixSeconds
  durationSeconds: DurationSeconds
  laterSeconds: bigint
}): ReservedHours {
  const lastEnd = now + laterSeconds + startSlackSeconds + durationSeconds
  return { fromHour: Number(now / 3600n), toHour: Number((lastEnd + 3599n) / 3600n) }
}

/** GPUs free in every hour of a range; below 0 when the chain gave more than the book knew of. */
export function freeGpus(node: NodeRecord, { fromHour, toHour }: ReservedHours): number {
  let most = 0
  for (let hour = fromHour; hour < toHour; hour += 1) most = Math.max(most, (node.leased.get(hour) ?? 0) + (node.reserved.get(hour) ?? 0))
  return node.gpus - most
}
