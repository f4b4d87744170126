import { assert, hoursOf, type MatchId, readyUntil } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { moveBalance, moveBalanceOf } from '../book/moveBalance.ts'
import type { Book } from '../book/book.ts'
import { giveHours, takeHours } from '../book/nodeCalendar.ts'
import { dropOverbooked } from '../book/dropOverbooked.ts'
import type { LeaseRecord } from '../book/leaseRecord.ts'
import { gpusToGo, restAgain, reviewBid } from '../book/restingBids.ts'
import type { Turn } from '../book/turn.ts'
import { abandonMatch, type MatchPlace, setMatchAside, settleMatch } from '../book/unsettledMatch.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'
import type { ReservedHours } from '../events/bookEvent.ts'
import { pausingVersion, restingVersion } from '../rules/marketRules.ts'
import { numberKey } from '../book/structures/numberOf.ts'
import type { BidRecord, MatchRecord, NodeRecord } from '../book/records.ts'

type Settled = Extract<ChainLogCommand, { kind: 'Settled' }>

/**
 * Applies a settle: the chain turned an ask and a bid into a lease. If the lease belongs to a match of this book, the hours that the match reserved become the
 * hours of the lease. If somebody else settled it, its GPUs count as filled in the bid, and it takes hours of the node's calendar; reservations that no longer
 * fit are dropped.
 */
export function settled(turn: Turn, command: Settled): void {
  const { book, emit } = turn
  const { leaseId, askHash, bidHash } = command
  const bid = book.bids.get(bidHash)
  const match = bid === undefined ? undefined : matchSettledBy(bid, command)
  const lease = leaseOf(command, match?.matchId ?? null)
  if (book.version >= pausingVersion) noteReadyUntil(turn, lease, command)
  const at = placeOf(book, lease, { bid, node: match?.ask?.node })
  if (match !== undefined) settleMatch(book, match, { ...at, lease, taken: lease.escrow + lease.relayFee })
  else if (bid !== undefined && book.version < restingVersion) {
    for (const other of unsettledOf(bid)) abandonMatch(turn, other, 'order.lane_overfilled')
  }
  book.leases.set(numberKey(leaseId), lease)
  applySettle(book, { ...at, lease, sign: 1, pending: match?.gpus ?? 0 })
  if (match === undefined && bid !== undefined) dropOverfilled(turn, bid)
  emit({ kind: 'Settled', matchId: lease.matchId, leaseId, askHash, bidHash })
  dropOverbooked(turn, at.node, lease)
}

/**
 * Returns the unsettled match of the bid to which a settle belongs. It is the first match with the same ask and number of GPUs. For a forward lease, the start
 * must also be the same.
 */
function matchSettledBy(bid: BidRecord, { askHash, terms }: Settled): MatchRecord | undefined {
  for (let match = bid.firstMatch; match !== null; match = match.next) {
    const isOfIt = match.askHash === askHash && match.gpus === terms.gpus && (match.start === 0n || match.start === terms.start)
    if (isOfIt && match.state === 'unsettled') return match
  }
  return undefined
}

function unsettledOf({ matches }: BidRecord): MatchRecord[] {
  return matches.filter(({ state }) => state === 'unsettled')
}

/** Another party has filled some of a bid. Gives up the bid's matches, newest first, until the rest fits the bid's size again. */
function dropOverfilled(turn: Turn, bid: BidRecord): void {
  for (const match of unsettledOf(bid).reverse()) {
    if (gpusToGo(bid) >= 0) break
    if (match.state === 'unsettled' && turn.book.matches.has(match.matchId)) abandonMatch(turn, match, 'order.lane_overfilled')
  }
  reviewBid(turn.book, bid)
}

/**
 * Undoes a settle that the chain dropped, so that the lease never existed. If the lease belongs to a match of this book, the match waits again and reserves the
 * lease's hours, unless the worker gave it up.
 */
export function unsettled(turn: Turn, { leaseId }: Settled): void {
  const { book, emit } = turn
  const lease = book.leases.get(numberKey(leaseId))
  assert(lease !== undefined && lease.closing === null, 'a dropped settle is known and not closed')
  const at = placeOf(book, lease, {})
  applySettle(book, { ...at, lease, sign: -1, pending: 0 })
  book.leases.delete(numberKey(leaseId))
  const match = lease.matchId === null ? undefined : book.matches.get(lease.matchId)
  const hours: ReservedHours = { fromHour: lease.fromHour, toHour: lease.toHour }
  if (match !== undefined) {
    match.hours = hours
    match.ask = book.asks.get(match.askHash) ?? null
    setMatchAside(book, match, at)
  }
  emit({ kind: 'Unsettled', matchId: lease.matchId, leaseId, bidHash: lease.bidHash, hours })
  // The worker has already reported that no stored transaction of this match can succeed. So the match does not wait again.
  if (match?.givenUpFor != null) abandonMatch(turn, match, match.givenUpFor)
  const bid = book.bids.get(lease.bidHash)
  if (match === undefined && bid !== undefined) restAgain(turn, bid)
}

function leaseOf({ leaseId, bidHash, bidNonce, terms, escrow, relayFee, relayer }: Settled, matchId: MatchId | null): LeaseRecord {
  const { fromHour, toHour } = hoursOf(terms)
  const { node, gpus, renter, provider } = terms
  return {
    leaseId,
    matchId,
    bidHash,
    bidNonce,
    node,
    gpus,
    renter,
    provider,
    relayer,
    escrow,
    relayFee,
    fromHour,
    agreedToHour: toHour,
    toHour,
    isEnded: false,
    paidToProvider: 0n,
    refundedToRenter: 0n,
    closing: null,
  }
}

/**
 * Stores the Ready deadline of a spot lease. A renter who cancels the lease by that deadline gets a strike, because the bid blocked the machine for nothing.
 */
function noteReadyUntil({ now }: Turn, lease: LeaseRecord, { terms }: Settled): void {
  if (terms.start <= now) lease.readyUntil = Number(readyUntil(terms))
}

type Applied = MatchPlace & { readonly lease: LeaseRecord; readonly sign: 1 | -1; readonly pending: number }

/**
 * Applies the money, hours and filled GPUs of a settle (sign 1), or undoes them (sign -1). `pending` is the number of GPUs of the bid that waited for this
 * settle and no longer wait.
 */
function applySettle(book: Book, { account, nonce, node, lease, sign, pending }: Applied): void {
  const { escrow, relayFee, relayer, gpus } = lease
  moveBalanceOf(book, account, sign === 1 ? -(escrow + relayFee) : escrow + relayFee)
  moveBalance(book, relayer, sign === 1 ? relayFee : -relayFee)
  // `0 - pending` instead of `-pending`, because `-pending` could be -0, which would make the engine store all these numbers as floats.
  account.lanes.change(nonce, { filled: sign * gpus, pending: 0 - pending, cancellations: 0 })
  const move = sign === 1 ? takeHours : giveHours
  move(book, node, { calendar: 'leased', hours: lease, gpus })
}

/** Returns the account, nonce and node that a settle changes. Takes them from the match's records if they are known, to save look-ups. */
function placeOf(book: Book, lease: LeaseRecord, known: { bid?: BidRecord | undefined; node?: NodeRecord | undefined }): MatchPlace {
  const { bid, node = book.nodes.get(lease.node) } = known
  assert(node !== undefined, 'the node of a lease is registered')
  const account = bid?.account ?? accountOf(book, lease.renter)
  return { account, nonce: bid?.nonce ?? numberKey(lease.bidNonce), node }
}
