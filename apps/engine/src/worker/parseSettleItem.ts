import type { SettleItem } from '@infinitio/chain'
import { fromCanonical } from '@infinitio/matching'

/**
 * Parses the settle item that the matcher wrote as canonical JSON. Does not check the shape, because only the matcher writes the row, from orders that were
 * checked when they were accepted. Throws for text that is not JSON.
 */
export function parseSettleItem(text: string): SettleItem {
  // Parses as for commands: the name of a field decides whether its text becomes a bigint.
  return fromCanonical(text) as unknown as SettleItem
}
