export type { AskRecord, AskState, BidRecord, BidState, MarketBook } from './book/records.ts'
export { apply } from './apply.ts'
export { availableBalance } from './book/availableBalance.ts'
export type { Book, ChainClock } from './book/book.ts'
export { bookHash, canonicalBook } from './book/bookHash.ts'
export { canonicalPieces } from './book/canonicalPieces.ts'
export { chainNow } from './book/chainNow.ts'
export { createBook } from './book/createBook.ts'
export { fundedGpus } from './book/fundedGpus.ts'
export { nextDueAtMs } from './book/nextDueAtMs.ts'
export { hiddenBy } from './book/nodeVisibility.ts'
export type { Ranked } from './book/structures/ranked.ts'
export { RankedList } from './book/structures/rankedList.ts'
export { gpusToGo } from './book/restingBids.ts'
export { unsettledCount } from './book/unsettledCount.ts'
export type { AdminCommand, MarketMode } from './commands/bookCommand.ts'
export type { ApiCommand } from './commands/apiCommand.ts'
export type { BookCommand, EngineCommand, JournalPosition, WorkerCommand } from './commands/bookCommand.ts'
export { eventsFromCanonical, fromCanonical, toCanonical } from './commands/canonicalCommand.ts'
export type { BlockCommand, ChainCommand, ChainLogCommand, DroppedCommand } from './commands/chainCommand.ts'
export type { BookEvent, HoldEvent, LeaveReason, MatchEvent, NodeEvent, OperatorEvent, OrderEvent, ReservedHours } from './events/bookEvent.ts'
export {
  expiryMarginSeconds,
  longestNoticeSeconds,
  mostOpenAsks,
  mostRestingBids,
  namedSnapshotsVersion,
  restingVersion,
  fundedHoldsPerHour,
  holdLifetimeMs,
  holdPriceSeconds,
  startSlackSeconds,
} from './rules/marketRules.ts'
export { bookFromLines } from './snapshot/bookFromLines.ts'
export { bookFromSnapshot } from './snapshot/bookFromSnapshot.ts'
export { snapshotFormat, snapshotLines, snapshotText } from './snapshot/snapshotText.ts'
export { type AskDemand, askDemand, type Exclusion } from './market-data/askDemand.ts'
export { bidsOfClass } from './market-data/bidsOfClass.ts'
export { type ClassDemand, classDemand, type NewMachine } from './market-data/classDemand.ts'
export { type BidTape, createBidTape, foldBid, mostBidsKept, type PastBid } from './market-data/bidTape.ts'
export { type Candle, type CandleInterval, candleIntervals, candlesOf } from './market-data/candles.ts'
export { depthByStart, type StartBand, type StartDepth } from './market-data/depthByStart.ts'
export { type FillChance, fillChance, type PastTrade, type RestingWish } from './market-data/fillChance.ts'
export { type IndexPrice, indexPrice } from './market-data/indexPrice.ts'
export { medianPrices } from './market-data/medianPrices.ts'
export { type Depth, depthByPrice, type DepthLevel, type MarketFigures, marketFigures } from './market-data/marketFigures.ts'
export type { PastLease } from './market-data/pastCalendar.ts'
export { type PriceForecast, priceForecast } from './market-data/priceForecast.ts'
export type { PriceStep } from './market-data/priceSteps.ts'
export { type QueuePlace, queuePlaces } from './market-data/queuePlaces.ts'
export type { MarketPlace } from './market-data/standingBidsOf.ts'
export { soldGpuSeconds, type Trade } from './market-data/trade.ts'
export { createTradeTape, foldTrade, type TradeTape, tradesOf } from './market-data/tradeTape.ts'
export { DeliveryMeter } from './delivery/deliveryMeter.ts'
export type { PresenceIn } from './delivery/standingGpus.ts'
export type { PromisedCapacity } from './delivery/promisedCapacity.ts'
