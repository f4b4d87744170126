import type { Bid } from '@infinitio/domain'
import { machineOf, mostTaken, type Slice, type TextAsk, type TextMarket } from './textMarket.ts'

/** A possible start of a slice (part of an ask): the hours that the slice would then occupy, and a check whether an ask is available for all of them. */
type Start = { readonly start: bigint; readonly fromHour: bigint; readonly toHour: bigint; readonly fits: (one: TextAsk) => boolean }

/** Returns the possible starts of a bid, earliest first (docs/matching.md, "When it may start"). An empty list means that the bid gets nothing. */
export function startsOf(now: bigint, bid: Bid): Start[] {
  const { startFrom, startUntil, durationSeconds } = bid
  if (startFrom <= now) {
    const end = now + 120n + durationSeconds
    const fits = ({ ask }: TextAsk) => ask.availableFrom <= now && ask.availableUntil >= end
    return now > startUntil ? [] : [{ start: 0n, ...hoursOf(now, end), fits }]
  }
  const earliest = startFrom > now + 120n ? startFrom : now + 120n
  const starts: Start[] = []
  for (let start: bigint = earliest; start <= startUntil; start = (start / 3600n + 1n) * 3600n) {
    const [begin, end] = [start, start + durationSeconds]
    starts.push({ start, ...hoursOf(begin, end), fits: ({ ask }) => ask.availableFrom <= begin && ask.availableUntil >= end })
  }
  return starts
}

/**
 * Returns the slices that a bid takes from these asks, in the order of the asks, and the number of GPUs that are missing (docs/matching.md, "How large a slice
 * is" and "What it combines").
 */
export function planSlices(market: TextMarket, { bid, asks, starts }: { bid: Bid; asks: readonly TextAsk[]; starts: readonly Start[] }) {
  const slices: Slice[] = []
  let lacking = bid.gpus
  for (const one of asks) {
    for (let slice = nextSlice(); slice !== null; slice = nextSlice()) {
      slices.push(slice)
      lacking -= slice.gpus
    }

    function nextSlice(): Slice | null {
      if (lacking === 0) return null
      for (const { fits, ...at } of starts) {
        const gpus = fits(one) ? sizeOf(one, { bid, lacking, free: freeGpus(market, { one, at, slices }) }) : 0
        if (gpus > 0) return { one, gpus, ...at }
      }
      return null
    }
  }
  return { slices, lacking }
}

/** Returns the GPUs of a slice, or 0 if the ask gives none. Follows the four rules of "How large a slice is". */
function sizeOf({ ask }: TextAsk, { bid, lacking: w, free }: { bid: Bid; lacking: number; free: number }): number {
  const n = Math.max(1, bid.minGpusPerNode)
  const least = Math.max(1, ask.minGpus, bid.minGpusPerNode)
  const most = ask.maxGpus
  const g = Math.min(w, most, free)
  if (g < least) return 0
  const k = Math.ceil(w / most)
  if (free >= w && k * least <= w) return Math.min(most, w - (k - 1) * least)
  if (0 < w - g && w - g < n && w - n >= least) return w - n
  return g
}

/** Returns the machine's GPUs less the most that are taken in one of the hours. Earlier slices of the plan on this machine count as taken. */
function freeGpus(
  market: TextMarket,
  { one, at, slices }: { one: TextAsk; at: { fromHour: bigint; toHour: bigint }; slices: readonly Slice[] },
): number {
  const machine = machineOf(market, one)
  return machine.gpus - mostTaken([...machine.taken, ...slices.filter((slice) => slice.one.ask.node === machine.node)], at)
}

function hoursOf(begin: bigint, end: bigint): { fromHour: bigint; toHour: bigint } {
  return { fromHour: begin / 3600n, toHour: (end + 3599n) / 3600n }
}
