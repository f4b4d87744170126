import { bps, pTokenUnits, unixSeconds } from '@infinitio/domain'
import { AskRecord } from '../book/askRecord.ts'
import { type HourCounts, noHours } from '../book/hourCounts.ts'

const farSeconds = 2n ** 40n - 1n
/** No ask allows for less than this: its fee is looked at whenever a bid is held against it. */
const anyFee = bps(10_000n)

/**
 * An ask beside the book: of a node that is reachable, with the hours in `taken` leased and none set aside; at another price or to another end when given. Where the
 * ask can be booked `now`, it is one that always could.
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
