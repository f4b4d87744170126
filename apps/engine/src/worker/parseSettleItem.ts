import type { SettleItem } from '@infinitio/chain'
import { fromCanonical } from '@infinitio/matching'

/**
 * Reads the settle item that the matcher wrote as canonical JSON. The row's only writer is the matcher, which took it from orders
 * that were checked at the door, so its shape is trusted; text that is not JSON throws.
 */
export function parseSettleItem(text: string): SettleItem {
  // The same reviver as for commands: a field's name decides whether it is a bigint.
  return fromCanonical(text) as unknown as SettleItem
}
