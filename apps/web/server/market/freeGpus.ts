import type { MarketNode } from './marketNode.ts'

/** What somebody wants of a node: a span from now, in seconds of the block clock, and the market's first hour. */
export type Span = { readonly now: number; readonly durationSeconds: number; readonly fromHour: number }

/** A settle may come this much later than now. */
export const latestStartSeconds = 120

/** GPUs of a node that are free in every hour a lease of this span may touch: a settle may come up to 120 s from now. */
export function freeGpus(node: MarketNode, { now, durationSeconds, fromHour }: Span): number {
  const first = Math.max(Math.floor(now / 3_600) - fromHour, 0)
  const end = Math.min(Math.ceil((now + latestStartSeconds + durationSeconds) / 3_600) - fromHour, node.busy.length)
  let free = node.gpus
  for (let hour = first; hour < end; hour += 1) free = Math.min(free, node.gpus - (node.busy[hour] ?? 0))
  return Math.max(free, 0)
}
