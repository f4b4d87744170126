import { newAccount } from '../book/accountOf.ts'
import { unixSeconds } from '@infinitio/domain'
import { StoredBid } from '../book/storedBid.ts'
import type { Book } from '../book/book.ts'
import { noHours } from '../book/structures/hourCounts.ts'
import type { Turn } from '../book/turn.ts'
import { hasOffer } from '../search/findOffer.ts'
import { isWithinPrice, type NodeMisfit, nodeMisfit, type TermsMisfit, termsMisfit } from '../search/offer.ts'
import { wantsClass } from './bidsOfClass.ts'
import type { PastBid } from './bidTape.ts'
import { PastCalendar, type PastLease } from './pastCalendar.ts'
import { type PlayedBid, type PriceStep, priceSteps, priceThatWins, replayedAsk, stepAt } from './priceSteps.ts'
import type { AskRecord, BidRecord } from '../book/records.ts'

/**
 * The reason why an ask did not get a bid for its class: the bid was refused or not funded, or a requirement was not met. If several requirements were not met,
 * the first one in the order of the checks counts. `gpus`: the ask never offers that many GPUs. `availability`: outside the ask's hours. `calendar`: the hours
 * were leased. `price` is checked last, so all other requirements were met.
 */
export type Exclusion = 'not_funded' | 'refused' | Exclude<NodeMisfit, 'class'> | TermsMisfit | 'gpus' | 'availability' | 'calendar' | 'price'

/**
 * The demand for an ask in a span of time. Each bid is counted once: as `hired` (it rented GPUs of the ask's node), `elsewhere` (it fitted, but other nodes
 * filled it), `unfilled` (it fitted and nobody filled it), or under the reason that excluded it.
 */
export type AskDemand = {
  readonly bids: number
  readonly hired: number
  readonly elsewhere: number
  readonly unfilled: number
  readonly excluded: ReadonlyMap<Exclusion, number>
  /** For each bid that got GPUs from other asks, the highest price that it paid, in base units per GPU-second. Cheapest first. */
  readonly paidElsewhere: readonly bigint[]
  /** The leases that the ask would have had in addition to its real ones, at its price and at lower prices, highest price first. */
  readonly steps: readonly PriceStep[]
  /** All leases that the ask would have had at its price, at lower and at higher prices, lowest price first. */
  readonly curve: readonly PriceStep[]
}

type JudgedBid = PlayedBid & { readonly exclusion: Exclusion | null }

const nothingFits: readonly (string | null)[] = [null, 'order.nothing_fits', 'order.fok_not_fillable', 'order.price_moved']

/**
 * Replays past bids, oldest first, against an ask as it is now. The matcher's own rules judge each bid, as of the second at which it arrived. The node has its
 * current properties and counts as always reachable, but its calendar contains the leases of that second. An ask that is open `now` counts as open at all
 * earlier times. Bids for other classes are left out.
 */
export function askDemand(
  book: Book,
  { record, bids, leases, now }: { record: AskRecord; bids: readonly PastBid[]; leases: readonly PastLease[]; now: number },
): AskDemand {
  const calendar = new PastCalendar(leases)
  const ask = replayedAsk(record, { taken: calendar.taken, now })
  const free = replayedAsk(record, { taken: noHours, now })
  const always = replayedAsk(record, { taken: noHours, now: Number.POSITIVE_INFINITY, until: Number.POSITIVE_INFINITY })
  const judged = bids.flatMap((past): JudgedBid[] => {
    if (!wantsClass(book, past, record.node.classId)) return []
    const account = book.accounts.get(past.placed.bid.renter) ?? newAccount(past.placed.bid.renter)
    const bid = new StoredBid(past.placed, { account, seq: 0, state: 'done' })
    bid.avoided = book.avoided.get(bid.orderHash) ?? null
    calendar.moveTo(past.at)
    const turn = turnAt(book, past.at)
    return [{ past, bid, turn, exclusion: exclusionOf(turn, { past, bid }, { ask, free, always }) }]
  })
  const others = judged.filter(({ past }) => !isHired(past, record))
  const fitting = others.filter(({ exclusion }) => exclusion === null)
  return {
    bids: judged.length,
    hired: judged.length - others.length,
    elsewhere: fitting.filter(({ past }) => past.fills.length > 0).length,
    unfilled: fitting.filter(({ past }) => past.fills.length === 0).length,
    excluded: countsOf(others),
    paidElsewhere: others.flatMap(({ past }) => dearestOf(past)).toSorted((one, other) => (one < other ? -1 : one > other ? 1 : 0)),
    steps: priceSteps(
      others.filter(({ exclusion }) => exclusion === null || exclusion === 'price'),
      { record, leases, now },
    ),
    curve: priceCurve(
      judged.filter(({ past, exclusion }) => isHired(past, record) || exclusion === null || exclusion === 'price' || exclusion === 'calendar'),
      { record, leases: leases.filter(({ openedAt }) => openedAt < (bids[0]?.at ?? now)), now },
    ),
  }
}

function isHired({ fills }: PastBid, { node }: AskRecord): boolean {
  return fills.some((fill) => fill.node === node.node)
}

/**
 * Three copies of an ask, to find out why a bid does not fit: `ask` is unchanged, `free` has no booked hours, and `always` has no limits on its hours of
 * availability.
 */
type Asks = { readonly ask: AskRecord; readonly free: AskRecord; readonly always: AskRecord }

function exclusionOf(turn: Turn, { past, bid }: { past: PastBid; bid: BidRecord }, { ask, free, always }: Asks): Exclusion | null {
  if (past.code === 'account.insufficient_balance') return 'not_funded'
  const misfit = nodeMisfit(bid, ask.node)
  if (misfit === 'class') throw new Error('bids of other classes are left out')
  if (misfit !== null) return misfit
  // A bid for a single node does not end here: the checks below find a more exact reason than `refused`.
  if (bid.node === null && !nothingFits.includes(past.code)) return 'refused'
  const terms = termsMisfit(turn, bid, ask)
  if (terms !== null) return terms
  const gpus = past.placed.bid.gpus
  const wish = { gpus, affordable: gpus }
  if (!hasOffer(turn, bid, always, wish)) return 'gpus'
  if (!hasOffer(turn, bid, free, wish)) return 'availability'
  if (!hasOffer(turn, bid, ask, wish)) return 'calendar'
  return isWithinPrice(bid, ask) ? null : 'price'
}

function turnAt(book: Book, second: number): Turn {
  return { book, seq: 0, atMs: 0, now: unixSeconds(BigInt(second)), second, matches: 0, isShort: false, emit: () => {} }
}

function countsOf(judged: readonly JudgedBid[]): Map<Exclusion, number> {
  const counts = new Map<Exclusion, number>()
  for (const { exclusion } of judged) if (exclusion !== null) counts.set(exclusion, (counts.get(exclusion) ?? 0) + 1)
  return counts
}

function dearestOf({ fills }: PastBid): bigint[] {
  return fills.length === 0 ? [] : [fills.reduce((most, fill) => (fill.pricePerGpuSecond > most ? fill.pricePerGpuSecond : most), 0n)]
}

/** The largest number of prices for which the demand for an ask is replayed, including the ask's own price. */
const mostPrices = 24

/**
 * Replays bids against an ask at its own price and at lower and higher prices, and returns one step for each price, lowest price first. A step counts all
 * leases that the ask would have had. For this, GPUs that a bid really rented on the ask's node count as not filled yet. `leases` are those from before the
 * first bid. A bid that rented the node counts up to its price limit, although at a higher price it might have rented another machine.
 */
function priceCurve(
  bids: readonly PlayedBid[],
  { record, leases, now }: { record: AskRecord; leases: readonly PastLease[]; now: number },
): PriceStep[] {
  const open = bids
    .map((played): PlayedBid => ({ ...played, past: { ...played.past, fills: played.past.fills.filter(({ node }) => node !== record.node.node) } }))
    .filter(({ bid, past }) => !(bid.byValue && past.fills.length > 0))
  return pricesOf(open, record.price).map((price) => stepAt(price, open, { record, leases, now }))
}

function pricesOf(bids: readonly PlayedBid[], own: bigint): bigint[] {
  const enough = [...new Set(bids.map(priceThatWins).filter((price) => price > 0n && price !== own))].sort((one, other) => (one < other ? -1 : 1))
  const most = mostPrices - 1
  const some =
    enough.length <= most ? enough : Array.from({ length: most }, (_, at) => enough[Math.floor((at * (enough.length - 1)) / (most - 1))] as bigint)
  return [...some, own].sort((one, other) => (one < other ? -1 : 1))
}
