import { busyHours } from './busyHours.ts'
import type { MarketNode } from '../machines/marketNode.ts'

/** What somebody wants of a node: a span from now, in seconds of the block clock. */
export type Span = { readonly now: number; readonly durationSeconds: number }

/** A settle may come this much later than now. */
export const latestStartSeconds = 120

/** GPUs of a node that are free in every hour of a lease that begins at a later second, and so on that second. */
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
  // One alone is its own most; several may follow one another.
  if (touching < 2) return Math.max(gpus - gpusTouching, 0)
  const most = busyHours(taken, { fromHour, hours: toHour - fromHour }).reduce((least, busy) => Math.max(least, busy), 0)
  return Math.max(gpus - most, 0)
}

/** GPUs of a node that are free in every hour a lease of this span may touch: a settle may come up to 120 s from now. */
export function freeGpus({ gpus, taken }: Pick<MarketNode, 'gpus' | 'taken'>, { now, durationSeconds }: Span): number {
  if (taken.length === 0) return gpus
  const fromHour = Math.floor(now / 3_600)
  const hours = Math.ceil((now + latestStartSeconds + durationSeconds) / 3_600) - fromHour
  const most = busyHours(taken, { fromHour, hours }).reduce((least, busy) => Math.max(least, busy), 0)
  return Math.max(gpus - most, 0)
}
