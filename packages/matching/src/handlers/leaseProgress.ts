import { assert, endReasons, feesIn, firstReleasedHour, type LeaseId } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { moveBalance } from '../book/moveBalance.ts'
import type { Book } from '../book/book.ts'
import { dropOverbooked } from '../book/dropOverbooked.ts'
import { giveHours, takeHours } from '../book/nodeCalendar.ts'
import { holderOf, type LeaseRecord } from '../book/leaseRecord.ts'
import { strike } from '../book/strikes.ts'
import type { Turn } from '../book/turn.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'
import { restingVersion } from '../rules/marketRules.ts'
import { commandOf } from '../search/makeMatch.ts'
import { numberKey } from '../book/structures/numberOf.ts'
import type { NodeRecord } from '../book/records.ts'

type Log<Kind extends ChainLogCommand['kind']> = Extract<ChainLogCommand, { kind: Kind }>

/** Adds a claim of vested pay, less the provider's fee, to the provider's balance. Sign -1 undoes the claim. */
export function leasePaid({ book }: Turn, command: Log<'LeasePaid'>, sign: 1 | -1): void {
  const lease = leaseOf(book, command.leaseId)
  const paid = BigInt(sign) * earnedOf(command)
  lease.paidToProvider += paid
  moveBalance(book, lease.provider, paid)
}

/**
 * Ends a lease early and frees its later hours, as the contract did. The holder gets the refund at once. If both parties accepted the end, the refund in this
 * log is 0, because `leaseClosed` then pays the refund.
 */
export function leaseEnded({ book }: Turn, { leaseId, end, refund, blockTimestamp }: Log<'LeaseEnded'>): void {
  const lease = leaseOf(book, leaseId)
  lease.isEnded = true
  lease.refundedToRenter = refund
  moveBalance(book, holderOf(lease), refund)
  giveBackFrom(book, lease, firstReleasedHour({ end, now: blockTimestamp }))
}

/** Undoes the end of a lease because the chain dropped that end. The lease takes its hours and money again. */
export function leaseNotEnded(turn: Turn, { leaseId, refund }: Log<'LeaseEnded'>): void {
  const lease = leaseOf(turn.book, leaseId)
  lease.isEnded = false
  lease.refundedToRenter = 0n
  moveBalance(turn.book, holderOf(lease), -refund)
  takeBackUntil(turn, lease, lease.agreedToHour)
}

/** Returns a provider's pay for a lease less the fees that it pays. */
function earnedOf(command: Log<'LeasePaid' | 'LeaseClosed'>): bigint {
  return command.pay - feesIn(command, { payer: 'provider', charge: 'share' }).total
}

const cancelled = endReasons.indexOf('cancelled') + 1

/** Closes a lease. The provider gets the unpaid amount, the holder the unrefunded amount, and the remaining hours are free. */
export function leaseClosed(turn: Turn, command: Log<'LeaseClosed'>): void {
  const { book } = turn
  const { leaseId, reason, refund, blockTimestamp } = command
  const lease = leaseOf(book, leaseId)
  assert(lease.closing === null, 'a lease closes once')
  if (reason === cancelled && lease.readyUntil !== undefined && blockTimestamp <= lease.readyUntil) strikeFor(turn, lease)
  const toProvider = earnedOf(command) - lease.paidToProvider
  const toRenter = refund - lease.refundedToRenter
  const told = book.version >= restingVersion && book.clock !== null ? { block: book.clock.number } : {}
  lease.closing = { toProvider, toRenter, at: blockTimestamp, toHourBefore: lease.toHour, ...told }
  book.closedLeases.add(lease)
  moveBalance(book, lease.provider, toProvider)
  moveBalance(book, holderOf(lease), toRenter)
  if (!lease.isEnded) giveBackFrom(book, lease, Number(blockTimestamp / 3600n))
}

/**
 * Counts a strike (a bid that blocked a machine for nothing) for a renter who cancelled a spot lease by its Ready deadline. The strike remains even if the
 * chain drops the close.
 */
function strikeFor(turn: Turn, { renter, bidHash, matchId }: LeaseRecord): void {
  // A settle by somebody else may open several leases of a bid. The book cannot tell them apart, so each cancelled one counts as a strike (a machine blocked
  // for nothing).
  const bid = matchId === null ? undefined : turn.book.bids.get(bidHash)
  strike(turn, { account: accountOf(turn.book, renter), bid, madeBy: matchId === null ? 0 : commandOf(matchId) })
}

/** Undoes the close of a lease because the chain dropped it: undoes the payments and takes the hours again. */
export function leaseNotClosed(turn: Turn, { leaseId }: Log<'LeaseClosed'>): void {
  const { book } = turn
  const lease = leaseOf(book, leaseId)
  assert(lease.closing !== null, 'a dropped close is known')
  const { toProvider, toRenter, toHourBefore } = lease.closing
  moveBalance(book, lease.provider, -toProvider)
  moveBalance(book, holderOf(lease), -toRenter)
  lease.closing = null
  book.closedLeases.delete(lease)
  takeBackUntil(turn, lease, toHourBefore)
}

function giveBackFrom(book: Book, lease: LeaseRecord, hour: number): void {
  const fromHour = Math.max(hour, lease.fromHour)
  if (fromHour >= lease.toHour) return
  giveHours(book, nodeOf(book, lease), { calendar: 'leased', hours: { fromHour, toHour: lease.toHour }, gpus: lease.gpus })
  lease.toHour = fromHour
}

function takeBackUntil(turn: Turn, lease: LeaseRecord, hour: number): void {
  const { book } = turn
  const node = nodeOf(book, lease)
  const range = { fromHour: lease.toHour, toHour: hour }
  takeHours(book, node, { calendar: 'leased', hours: range, gpus: lease.gpus })
  lease.toHour = hour
  dropOverbooked(turn, node, range)
}

function nodeOf(book: Book, { node }: LeaseRecord): NodeRecord {
  const record = book.nodes.get(node)
  assert(record !== undefined, 'the node of a lease is registered')
  return record
}

function leaseOf(book: Book, leaseId: LeaseId): LeaseRecord {
  const lease = book.leases.get(numberKey(leaseId))
  assert(lease !== undefined, 'a lease is settled before anything else happens to it')
  return lease
}
