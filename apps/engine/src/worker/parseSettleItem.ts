import type { SettleItem } from '@infinitio/chain'
import { fromCanonical } from '@infinitio/matching'

/**
 * Parses the settle item that the matcher wrote as canonical JSON. Its shape is trusted: only the matcher writes the row, from orders that were
 * checked on acceptance. Throws for text that is not JSON.
 */
export function parseSettleItem(text: string): SettleItem {
  // Uses the reviver of commands: a field's name decides whether it becomes a bigint.
  return fromCanonical(text) as unknown as SettleItem
}
