import { pTokenUnits, unixSeconds } from '@infinitio/domain'
import { AskRecord } from '../book/askRecord.ts'
import { HourCounts } from '../book/hourCounts.ts'

const farSeconds = 2n ** 40n - 1n

/**
 * An ask beside the book: of a node that is reachable, with the hours in `taken` leased and none set aside; at another price or to another end when given. Where the
 * ask can be booked `now`, it is one that always could.
 */
export function replayedAsk(
  { placed, account, node, seq, endsAt, from }: AskRecord,
  { taken, now, price, until }: { taken: HourCounts; now: number; price?: bigint; until?: number },
): AskRecord {
  const ask = {
    ...placed.ask,
    pricePerGpuSecond: price === undefined ? placed.ask.pricePerGpuSecond : pTokenUnits(price),
    availableFrom: from <= now ? unixSeconds(0n) : placed.ask.availableFrom,
    availableUntil: until === undefined ? placed.ask.availableUntil : unixSeconds(farSeconds),
  }
  const reachable = { ...node, isHidden: false, leased: taken, reserved: new HourCounts() }
  return new AskRecord({ ...placed, ask }, { account, node: reachable, seq, endsAt })
}
