import { busyHours } from './busyHours.ts'
import type { MarketNode } from '../machines/marketNode.ts'

/** A lease that begins now and lasts `durationSeconds`. `now` is in Unix seconds of the block clock. */
export type Span = { readonly now: number; readonly durationSeconds: number }

/** A lease that should start now may start up to this many seconds later, because its settlement takes some time. */
export const latestStartSeconds = 120

/** Returns how many GPUs of a node are free during a whole lease that begins exactly at `startAt`. */
export function freeGpusFrom(
  { gpus, taken }: Pick<MarketNode, 'gpus' | 'taken'>,
  { startAt, durationSeconds }: { startAt: number; durationSeconds: number },
): number {
  const fromHour = Math.floor(startAt / 3_600)
  const toHour = Math.ceil((startAt + durationSeconds) / 3_600)
  let touching = 0
  let gpusTouching = 0
  for (const hours of taken) {
    if (hours.fromHour >= toHour || hours.toHour <= fromHour) continue
    touching += 1
    gpusTouching += hours.gpus
  }
  // If at most one booked span of hours overlaps the lease, the GPUs of that span are the most that are booked at any time. Several spans may follow one
  // another instead of overlapping, so then count hour by hour.
  if (touching < 2) return Math.max(gpus - gpusTouching, 0)
  const most = busyHours(taken, { fromHour, hours: toHour - fromHour }).reduce((least, busy) => Math.max(least, busy), 0)
  return Math.max(gpus - most, 0)
}

/**
 * Returns how many GPUs of a node are free in every hour that a lease which is ordered now may need. The settlement may come up to 120 s from now, so the lease
 * may end that much later.
 */
export function freeGpus({ gpus, taken }: Pick<MarketNode, 'gpus' | 'taken'>, { now, durationSeconds }: Span): number {
  if (taken.length === 0) return gpus
  const fromHour = Math.floor(now / 3_600)
  const hours = Math.ceil((now + latestStartSeconds + durationSeconds) / 3_600) - fromHour
  const most = busyHours(taken, { fromHour, hours }).reduce((least, busy) => Math.max(least, busy), 0)
  return Math.max(gpus - most, 0)
}
