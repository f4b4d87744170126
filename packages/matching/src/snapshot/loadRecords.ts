import type { Address } from '@infinitio/domain'
import { accountOf } from '../book/accountOf.ts'
import type { AccountRecord, Strikes } from '../book/accountRecord.ts'
import type { Book } from '../book/book.ts'
import { HourCounts, noHours } from '../book/hourCounts.ts'
import type { LeaseRecord } from '../book/leaseRecord.ts'
import { marketBookOf } from '../book/marketBook.ts'
import { newNode } from '../book/nodeRecord.ts'
import { hiddenBy } from '../book/nodeVisibility.ts'
import type { AccountText, LeaseText, NodeText } from './snapshotShape.ts'
import { numberKey } from '../book/numberKey.ts'

/** Adds an account from a snapshot to a book. */
export function loadAccount(book: Book, address: Address, { floors, askCancellations, lanes, ...from }: AccountText): void {
  const account = accountOf(book, address)
  account.balance = BigInt(from.balance)
  account.held = BigInt(from.held)
  account.unsettled = BigInt(from.unsettled)
  account.iocOnlyUntilMs = from.iocOnlyUntilMs
  if (from.strikes !== undefined) loadStrikes(book, account, from.strikes)
  if (floors.length > 0) account.floors = floors.map(BigInt)
  for (const [nonce, times] of Object.entries(askCancellations)) account.askCancellations.set(BigInt(nonce), times)
  for (const [nonce, lane] of Object.entries(lanes)) account.lanes.change(numberKey(BigInt(nonce)), lane)
}

function loadStrikes({ pauses }: Book, account: AccountRecord, strikes: Strikes): void {
  account.strikes = { ...strikes }
  if (strikes.pausedUntilMs !== 0) pauses.push({ seq: 0, account, untilMs: strikes.pausedUntilMs })
}

/** Adds a node from a snapshot to a book, without its orders. */
export function loadNode(book: Book, { leased, reserved, attested = [], score = 0, ...from }: NodeText): void {
  const { node, provider, isRetired, isRegistered } = from
  const last = attested.at(-1)
  const record = newNode(from, marketBookOf(book, from))
  Object.assign(record, { isRetired, isRegistered, tier: last?.tier ?? 0, reliabilityBps: last?.reliabilityBps ?? 0, score })
  record.attested.push(...attested)
  record.leased = hourCounts(leased)
  record.reserved = hourCounts(reserved)
  book.nodes.set(node, record)
  record.isHidden = hiddenBy(book, node) !== null
  record.isBusy = record.leased.to !== 0 || record.reserved.to !== 0
  if (record.isBusy) book.busyNodes.push(record)
  book.hourSteps.noteAfter(book.hour, record)
  const others = book.nodesOfProvider.get(provider)
  if (others === undefined) book.nodesOfProvider.set(provider, [record])
  else others.push(record)
}

/** Adds a lease from a snapshot to a book. */
export function loadLease(book: Book, { paidToProvider, refundedToRenter, closing, ...from }: LeaseText): void {
  const lease: LeaseRecord = {
    ...from,
    paidToProvider: BigInt(paidToProvider),
    refundedToRenter: BigInt(refundedToRenter),
    closing: closing === null ? null : closingOf(closing),
  }
  book.leases.set(numberKey(lease.leaseId), lease)
  if (lease.closing !== null) book.closedLeases.add(lease)
}

function closingOf({ toProvider, toRenter, at, toHourBefore, block }: NonNullable<LeaseText['closing']>): NonNullable<LeaseRecord['closing']> {
  const told = block === undefined ? {} : { block: Number(block) }
  return { toProvider: BigInt(toProvider), toRenter: BigInt(toRenter), at: BigInt(at) as never, toHourBefore: Number(toHourBefore), ...told }
}

function hourCounts(from: { readonly [hour: string]: number }): HourCounts {
  if (Object.keys(from).length === 0) return noHours
  const counts = new HourCounts()
  for (const [hour, gpus] of Object.entries(from)) counts.change({ fromHour: Number(hour), toHour: Number(hour) + 1 }, gpus)
  return counts
}
