import { assert, endReasons, feesIn, firstReleasedHour, type LeaseId } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import { moveBalance } from '../book/moveBalance.ts'
import type { Book } from '../book/book.ts'
import { dropOverbooked } from '../book/dropOverbooked.ts'
import { giveHours, takeHours } from '../book/nodeCalendar.ts'
import { holderOf, type LeaseRecord } from '../book/leaseRecord.ts'
import type { NodeRecord } from '../book/nodeRecord.ts'
import { strike } from '../book/strikes.ts'
import type { Turn } from '../book/turn.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'
import { restingVersion } from '../rules/marketRules.ts'
import { commandOf } from '../search/makeMatch.ts'
import { numberKey } from '../book/numberKey.ts'

type Log<Kind extends ChainLogCommand['kind']> = Extract<ChainLogCommand, { kind: Kind }>

/** The provider claimed vested pay: it is in its balance now. Sign -1 takes it back. */
export function leasePaid({ book }: Turn, command: Log<'LeasePaid'>, sign: 1 | -1): void {
  const lease = leaseOf(book, command.leaseId)
  const paid = BigInt(sign) * earnedOf(command)
  lease.paidToProvider += paid
  moveBalance(book, lease.provider, paid)
}

/** A lease ended early: the contract gave its later hours back, and so does the book. Without accept the refund comes at once too. */
export function leaseEnded({ book }: Turn, { leaseId, end, refund, blockTimestamp }: Log<'LeaseEnded'>): void {
  const lease = leaseOf(book, leaseId)
  lease.isEnded = true
  lease.refundedToRenter = refund
  moveBalance(book, holderOf(lease), refund)
  giveBackFrom(book, lease, firstReleasedHour({ end, now: blockTimestamp }))
}

/** The chain dropped an end: the hours and the money it gave back are the lease's again. */
export function leaseNotEnded(turn: Turn, { leaseId, refund }: Log<'LeaseEnded'>): void {
  const lease = leaseOf(turn.book, leaseId)
  lease.isEnded = false
  lease.refundedToRenter = 0n
  moveBalance(turn.book, holderOf(lease), -refund)
  takeBackUntil(turn, lease, lease.agreedToHour)
}

/** Pay less the provider's fees. */
function earnedOf(command: Log<'LeasePaid' | 'LeaseClosed'>): bigint {
  return command.pay - feesIn(command, { payer: 'provider', charge: 'share' }).total
}

const cancelled = endReasons.indexOf('cancelled') + 1

/** A lease is closed: what was not paid yet goes to the provider, what was not refunded yet to the renter, and hours that no end gave back are free. */
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

/** The renter took the machine and cancelled before it could be ready. It stays a strike if the chain drops the close. */
function strikeFor(turn: Turn, { renter, bidHash, matchId }: LeaseRecord): void {
  // Nothing tells apart the leases of a bid that somebody else settled: each of them counts.
  const bid = matchId === null ? undefined : turn.book.bids.get(bidHash)
  strike(turn, { account: accountOf(turn.book, renter), bid, madeBy: matchId === null ? 0 : commandOf(matchId) })
}

/** The chain dropped a close: the money and the hours it moved go back. */
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
