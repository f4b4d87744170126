import { freeGpus, freeGpusFrom, latestStartSeconds, type Span } from '../starts/freeGpus.ts'
import { leaveBookSeconds } from '../rows/listingColumns.ts'
import { latestEndSeconds } from '../starts/freeLater.ts'
import type { MarketNode } from '../machines/marketNode.ts'

/** The reason why a machine cannot be booked now. */
export type Unavailable = 'retired' | 'delisted' | 'suspect' | 'lost' | 'paused' | 'full'

/**
 * Returns why a node cannot be booked now for the given duration, or null if it can. It can be booked if at least the smallest number of GPUs that its ask
 * allows is free. Applies the rules of the matcher and the contract. `scanListings` applies the same rules to the columns of the index.
 */
export function unavailability(node: MarketNode, span: Span): Unavailable | null {
  const away = awayReason(node)
  if (away !== null || node.ask === null) return away ?? 'paused'
  const { wire } = node.ask
  const end = span.now + span.durationSeconds
  if (wire.expiry - leaveBookSeconds <= span.now || wire.availableFrom > span.now || wire.availableUntil < end + latestStartSeconds) return 'paused'
  return freeGpus(node, span) < wire.minGpus ? 'full' : null
}

/** A lease that begins in the future. `now` and `startAt` are in Unix seconds of the block clock. */
export type SpanToCome = { readonly now: number; readonly startAt: number; readonly durationSeconds: number }

/**
 * Returns why an order for a later start would find no match on a node now, or null if it would find one. Applies the same rules as `freeLater`: the ask must
 * stay in the book until that start and allow the lease's duration and times, the lease must end within `latestEndSeconds` from now, and enough GPUs must be
 * free in its hours.
 */
export function unavailabilityAt(node: MarketNode, { now, startAt, durationSeconds }: SpanToCome): Unavailable | null {
  const away = awayReason(node)
  if (away !== null || node.ask === null) return away ?? 'paused'
  const { wire } = node.ask
  const end = startAt + durationSeconds
  const isOfLength = durationSeconds >= wire.minDurationSeconds && durationSeconds <= wire.maxDurationSeconds
  const isInBook = wire.expiry - leaveBookSeconds > startAt && wire.availableFrom <= startAt && wire.availableUntil >= end
  if (!isOfLength || !isInBook || end > now + latestEndSeconds) return 'paused'
  return freeGpusFrom(node, { startAt, durationSeconds }) < wire.minGpus ? 'full' : null
}

function awayReason({ retired, listed, state, gpus, lostGpus }: MarketNode): Unavailable | null {
  if (retired) return 'retired'
  if (!listed) return 'delisted'
  if (state !== 'answering') return state
  return lostGpus < gpus ? null : 'suspect'
}
