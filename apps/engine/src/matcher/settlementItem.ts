import type { SignedOrderRow } from '@infinitio/db'
import { canonicalJson } from '@infinitio/domain'
import type { MatchEvent } from '@infinitio/matching'

/**
 * Canonical JSON of what the worker settles: the two signed orders, the mandate when the ask was signed by its node, and what
 * the match decided. `start` 0 means the block that settles. Read back by the worker's `parseSettleItem`.
 */
export function settlementItem(match: Extract<MatchEvent, { kind: 'Matched' }>, { ask, bid }: { ask: SignedOrderRow; bid: SignedOrderRow }): string {
  const { mandateJson, mandateSignature } = ask
  const mandate = mandateJson === null ? 'null' : `{"mandate":${mandateJson},"signature":${canonicalJson(mandateSignature)}}`
  // The orders are canonical JSON as they are stored: reading them only to write them again took longer than to match them.
  const orders = `"ask":${ask.orderJson},"askSignature":"${ask.signature}","bid":${bid.orderJson},"bidSignature":"${bid.signature}"`
  return `{${orders},"gpus":${match.gpus},"mandate":${mandate},"relayFee":"${match.relayFee}","start":"${match.start}"}`
}
