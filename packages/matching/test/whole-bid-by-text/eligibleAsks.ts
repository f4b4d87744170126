import { type Bid, zeroAddress } from '@infinitio/domain'
import { machineOf, type TextAsk, type TextMarket } from './textMarket.ts'

export type Rank = 'price' | 'value'

/** Returns true if a bid names one machine. */
export const isPinned = (bid: Bid): boolean => BigInt(bid.node) !== 0n

/** Returns the asks that a bid may use, in the order in which it reads them (docs/matching.md, "Which asks it may use" and "In which order"). */
export function eligibleAsks(market: TextMarket, { bid, rank }: { bid: Bid; rank: Rank }): TextAsk[] {
  const asks = market.asks.filter((one) => isEligible(market, one, bid))
  // Sorting is stable, and the asks are already sorted by age.
  const byPrice = (left: TextAsk, right: TextAsk) => compare(left.ask.pricePerGpuSecond, right.ask.pricePerGpuSecond)
  if (rank === 'price' || isPinned(bid)) return asks.toSorted(byPrice)
  return asks.toSorted((left, right) => byValue(market, left, right) || byPrice(left, right))
}

function isEligible(market: TextMarket, one: TextAsk, bid: Bid): boolean {
  const { ask, mandateUntil } = one
  const machine = machineOf(market, one)
  const inMasks = hasBit(bid.classMask, machine.classId) && hasBit(bid.regionMask, machine.regionId)
  return (
    !machine.hidden &&
    machine.vramGib >= bid.minVramGib &&
    machine.tier >= bid.minTier &&
    BigInt(machine.reliabilityBps) >= bid.minReliabilityBps &&
    (isPinned(bid) ? bid.node === ask.node : inMasks) &&
    ask.pricePerGpuSecond <= bid.maxPricePerGpuSecond &&
    ask.minDurationSeconds <= bid.durationSeconds &&
    bid.durationSeconds <= ask.maxDurationSeconds &&
    ask.provider !== bid.renter &&
    (ask.privateRenter === zeroAddress || ask.privateRenter === bid.renter) &&
    ask.maxFeeBps >= market.feeBps &&
    (mandateUntil === null || mandateUntil - 30n > market.now)
  )
}

/** Compares price ÷ (score × reliability), smallest first. A machine without score or reliability comes last. */
function byValue(market: TextMarket, left: TextAsk, right: TextAsk): number {
  const [worth, otherWorth] = [left, right].map((one) => {
    const { score, reliabilityBps } = machineOf(market, one)
    return BigInt(score) * BigInt(reliabilityBps)
  }) as [bigint, bigint]
  if (worth === 0n || otherWorth === 0n) return worth === otherWorth ? 0 : worth === 0n ? 1 : -1
  return compare(left.ask.pricePerGpuSecond * otherWorth, right.ask.pricePerGpuSecond * worth)
}

const compare = (left: bigint, right: bigint): number => (left < right ? -1 : left > right ? 1 : 0)

const hasBit = (mask: bigint, bit: number): boolean => ((mask >> BigInt(bit)) & 1n) === 1n
