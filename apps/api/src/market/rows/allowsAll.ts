import type { ListingColumns } from './listingColumns.ts'
import type { SpanOfRows } from '../starts/freeNow.ts'
import type { BlockBounds, SlotBlock } from './slotBlocks.ts'

/**
 * Returns true if the asks of all rows of a block allow a span from now, so that the limits of single rows need not be checked. False means that each row must
 * be checked. A row has seven numbers about time, and most blocks allow most spans.
 */
export function allowsAll(columns: ListingColumns, block: SlotBlock, { now, seconds: asked }: Pick<SpanOfRows, 'now' | 'seconds'>): boolean {
  block.bounds ??= boundsOf(columns, block)
  const { opensAt, leavesAt, endsAt, minSeconds, maxSeconds, usualSeconds } = block.bounds
  if (opensAt > now || leavesAt <= now) return false
  if (asked === 0) return endsAt >= now + usualSeconds
  return minSeconds <= asked && asked <= maxSeconds && endsAt >= now + asked
}

function boundsOf(columns: ListingColumns, { first, count }: SlotBlock): BlockBounds {
  const end = first + count
  const most = (column: Uint32Array) => column.subarray(first, end).reduce((one, other) => Math.max(one, other), 0)
  const least = (column: Uint32Array) => column.subarray(first, end).reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY)
  return {
    ...{ opensAt: most(columns.opensAt), leavesAt: least(columns.leavesAt), endsAt: least(columns.endsAt) },
    ...{ minSeconds: most(columns.minSeconds), maxSeconds: least(columns.maxSeconds), usualSeconds: most(columns.usualSeconds) },
  }
}
