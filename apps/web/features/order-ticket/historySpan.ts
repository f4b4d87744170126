import { spanText } from '#web/features/format/spanText.ts'
import { mostTrades, type TradeHistory } from '#web/features/order-ticket/useTrades.ts'

/** Whether more was traded before than is told: then a history that says nothing is too short, not too thin. */
export function isCut({ trades }: TradeHistory): boolean {
  return trades.length >= mostTrades
}

/** Over how long a history goes, in words. */
export function historySpan({ trades, at }: TradeHistory): string {
  return spanText(Math.max(60, at - (trades[0]?.at ?? at)))
}
