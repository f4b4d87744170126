import type { ListingColumns } from './listingColumns.ts'
import type { SpanOfRows } from '../starts/freeNow.ts'
import type { BlockBounds, SlotBlock } from './slotBlocks.ts'

/**
 * Returns true if the asks of all nodes in a block (consecutive rows of the index) allow a lease of this duration from now on. Then the search need not compare
 * the time limits of each node. If it returns false, the search must compare them, because some nodes may still allow the lease.
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
