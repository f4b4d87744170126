import { bps, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { AskRecord } from '../book/askRecord.ts'
import { type HourCounts, noHours } from '../book/hourCounts.ts'

const farSeconds = 2n ** 40n - 1n
/** The fee limit of a replayed ask: the highest possible, because each replayed bid is checked against the fee. */
const anyFee = bps(10_000n)

/**
 * Returns a copy of an ask outside the book. Its node is reachable; the hours in `taken` are leased and none are reserved. Price and end can be
 * changed. An ask that is open `now` counts as always open.
 */
export function replayedAsk(
  { placed, node, seq, from }: AskRecord,
  { taken, now, price, until }: { taken: HourCounts; now: number; price?: bigint; until?: number },
): AskRecord {
  const ask = {
    ...placed.ask,
    pricePerGpuSecond: price === undefined ? placed.ask.pricePerGpuSecond : pTokenUnits(price),
    availableFrom: from <= now ? unixSeconds(0n) : placed.ask.availableFrom,
    availableUntil: until === undefined ? placed.ask.availableUntil : unixSeconds(farSeconds),
  }
  const reachable = { ...node, isHidden: false, leased: taken, reserved: noHours }
  return new AskRecord({ ...placed, ask }, { node: reachable, seq, feeBps: anyFee })
}
