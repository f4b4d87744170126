import { type Bid, zeroAddress } from '@infinitio/domain'
import { machineOf, mostTaken, type TextAsk, type TextMarket } from './textMarket.ts'

/** Returns why a bid for one machine that starts now gets nothing, or null if no ask of the machine gives a reason (docs/matching.md, "What comes out", 2). */
export function pinnedReason(market: TextMarket, bid: Bid): string | null {
  const asks = market.asks.filter(({ ask }) => ask.node === bid.node)
  const [first] = asks.toSorted((left, right) => Number(left.ask.pricePerGpuSecond - right.ask.pricePerGpuSecond))
  if (first === undefined) return 'order.ask_gone'
  return asks.every((one) => reasonOf(market, one, bid) !== null) ? reasonOf(market, first, bid) : null
}

/** Returns the first reason in the list of docs/matching.md that applies to an ask. Null if none applies. */
function reasonOf(market: TextMarket, one: TextAsk, bid: Bid): string | null {
  const { ask, mandateUntil } = one
  const machine = machineOf(market, one)
  const { now } = market
  const end = now + 120n + bid.durationSeconds
  const reasons: [boolean, string][] = [
    [mandateUntil !== null && mandateUntil - 30n <= now, 'order.mandate_expired'],
    [ask.provider === bid.renter, 'order.self_trade'],
    [ask.privateRenter !== zeroAddress && ask.privateRenter !== bid.renter, 'order.private_listing'],
    [bid.durationSeconds < ask.minDurationSeconds, 'order.duration_too_short'],
    [bid.durationSeconds > ask.maxDurationSeconds, 'order.duration_too_long'],
    [ask.availableFrom > now || ask.availableUntil < end, 'order.outside_availability'],
    [ask.maxFeeBps < market.feeBps, 'order.fee_above_maximum'],
    [machine.vramGib < bid.minVramGib, 'order.vram_too_small'],
    [machine.tier < bid.minTier, 'order.tier_too_low'],
    [BigInt(machine.reliabilityBps) < bid.minReliabilityBps, 'order.reliability_too_low'],
    [ask.pricePerGpuSecond > bid.maxPricePerGpuSecond, 'order.price_moved'],
    [bid.gpus < ask.minGpus, 'order.too_few_gpus'],
    [bid.gpus > machine.gpus || ask.maxGpus < bid.minGpusPerNode, 'order.too_many_gpus'],
    [bid.gpus > machine.gpus - mostTaken(machine.taken, { fromHour: now / 3600n, toHour: (end + 3599n) / 3600n }), 'order.node_taken'],
    [wholeCost(market, one, bid) > market.balance, 'account.insufficient_balance'],
  ]
  return reasons.find(([applies]) => applies)?.[1] ?? null
}

/** Returns the cost of one slice with all GPUs of the bid at this price: escrow plus relay fee. */
function wholeCost({ feeBps, relayFee }: TextMarket, { ask }: TextAsk, bid: Bid): bigint {
  const price = ask.pricePerGpuSecond * BigInt(bid.gpus) * bid.durationSeconds
  return price + (price * feeBps + 9_999n) / 10_000n + relayFee
}
