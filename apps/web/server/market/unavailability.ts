import { freeGpus, latestStartSeconds, type Span } from './freeGpus.ts'
import { leaveBookSeconds } from './listingColumns.ts'
import type { MarketNode } from './marketNode.ts'

/** Why a machine cannot be booked now. */
export type Unavailable = 'retired' | 'delisted' | 'suspect' | 'lost' | 'paused' | 'full'

/**
 * Whether a node can be booked for a span now, by the rules the matcher and the contract apply: what is shown can be booked.
 * Null: it can, with at least its ask's smallest number of GPUs. The scan of the index applies the same rules to its columns.
 */
export function unavailability(node: MarketNode, span: Span): Unavailable | null {
  if (node.retired) return 'retired'
  if (!node.listed) return 'delisted'
  if (node.state !== 'answering') return node.state
  if (node.ask === null) return 'paused'
  const { wire } = node.ask
  const end = span.now + span.durationSeconds
  if (wire.expiry - leaveBookSeconds <= span.now || wire.availableFrom > span.now || wire.availableUntil < end + latestStartSeconds) return 'paused'
  return freeGpus(node, span) < wire.minGpus ? 'full' : null
}
