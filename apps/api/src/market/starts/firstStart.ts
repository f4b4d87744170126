import { busyHours } from './busyHours.ts'
import { latestEndSeconds } from './freeLater.ts'
import { leaveBookSeconds } from '../rows/listingColumns.ts'
import { spanOf } from '../rows/listingOf.ts'
import type { MarketNode } from '../machines/marketNode.ts'

/**
 * The wanted lease: at least `minGpus` GPUs, for `durationSeconds` (null for an hour or the nearest duration that the ask allows). It may start in one of
 * `hours` Unix hours from `fromHour` on.
 */
export type WantedStart = {
  readonly now: number
  readonly minGpus: number
  readonly durationSeconds: number | null
  readonly fromHour: number
  readonly hours: number
}

const hourSeconds = 3_600

/**
 * Returns the first of the wanted Unix hours in which such a lease may start, by the node's calendar and ask. Applies the same rules as `freeLater`. Returns
 * null if there is no such hour.
 */
export function firstStart(node: MarketNode, wanted: WantedStart): number | null {
  for (const start of startsOf(node, wanted)) return start
  return null
}

/** Returns the last of the wanted Unix hours in which the wanted lease may start, or null if there is none. Applies the same rules as `firstStart`. */
export function lastStart(node: MarketNode, wanted: WantedStart): number | null {
  let last: number | null = null
  for (const start of startsOf(node, wanted)) last = start
  return last
}

function* startsOf(node: MarketNode, { now, minGpus, durationSeconds, fromHour, hours }: WantedStart): Generator<number> {
  if (node.ask === null) return
  const { wire } = node.ask
  const seconds = spanOf(node.ask, durationSeconds)
  if (seconds < wire.minDurationSeconds || seconds > wire.maxDurationSeconds || wire.maxGpus < minGpus) return
  const latest = Math.min(wire.availableUntil - seconds, wire.expiry - leaveBookSeconds - 1, now + latestEndSeconds - seconds)
  const first = Math.max(fromHour, Math.ceil(wire.availableFrom / hourSeconds))
  const last = Math.min(fromHour + hours - 1, Math.floor(latest / hourSeconds))
  const span = Math.ceil(seconds / hourSeconds)
  if (last < first) return
  const most = node.gpus - Math.max(minGpus, wire.minGpus, 1)
  const busy = busyHours(node.taken, { fromHour: first, hours: last - first + span })
  let run = 0
  for (const [at, taken] of busy.entries()) {
    run = taken <= most ? run + 1 : 0
    if (run >= span) yield first + at + 1 - span
  }
}
