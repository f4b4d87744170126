import type { SignedOrderRow } from '@infinitio/db'
import { canonicalJson } from '@infinitio/domain'
import type { MatchEvent } from '@infinitio/matching'

/**
 * Canonical JSON of what the worker settles: the two signed orders, the mandate when the ask was signed by its node, and what
 * the match decided. `start` 0 means the block that settles. Read back by the worker's `parseSettleItem`.
 */
export function settlementItem(match: Extract<MatchEvent, { kind: 'Matched' }>, { ask, bid }: { ask: SignedOrderRow; bid: SignedOrderRow }): string {
  const { mandateJson, mandateSignature } = ask
  return canonicalJson({
    ask: JSON.parse(ask.orderJson),
    askSignature: ask.signature,
    bid: JSON.parse(bid.orderJson),
    bidSignature: bid.signature,
    mandate: mandateJson === null ? null : { mandate: JSON.parse(mandateJson), signature: mandateSignature },
    gpus: match.gpus,
    start: match.start,
    relayFee: match.relayFee,
  })
}
