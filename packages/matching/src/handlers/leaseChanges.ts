import { assert, type LeaseId } from '@infinitio/domain'
import { moveBalance } from '../book/moveBalance.ts'
import type { Book } from '../book/book.ts'
import { dropOverbooked } from '../book/dropOverbooked.ts'
import { giveHours, takeHours } from '../book/nodeCalendar.ts'
import { holderOf, type LeaseRecord } from '../book/leaseRecord.ts'
import type { Turn } from '../book/turn.ts'
import type { ChainLogCommand } from '../commands/chainCommand.ts'
import { numberKey } from '../book/structures/numberOf.ts'

type Log<Kind extends ChainLogCommand['kind']> = Extract<ChainLogCommand, { kind: Kind }>

/** Extends a lease to its new end after its holder has paid. Drops reservations that no longer fit into the added hours. */
export function leaseExtended(turn: Turn, log: Log<'LeaseExtended'>): void {
  const { book } = turn
  const lease = leaseOf(book, log.leaseId)
  assert(!lease.isEnded && lease.toHour === lease.agreedToHour, 'only a lease that has not ended is extended')
  payExtension(book, { lease, log, sign: 1 })
  const added = { fromHour: lease.agreedToHour, toHour: Math.max(lease.agreedToHour, Number((log.end + 3_599n) / 3_600n)) }
  lease.extendedFrom = [...(lease.extendedFrom ?? []), lease.agreedToHour]
  lease.agreedToHour = added.toHour
  lease.toHour = added.toHour
  const node = nodeOf(book, lease)
  takeHours(book, node, { calendar: 'leased', hours: added, gpus: lease.gpus })
  dropOverbooked(turn, node, added)
}

/** Undoes an extension, with its hours and its payment, because the chain dropped it. */
export function leaseNotExtended({ book }: Turn, log: Log<'LeaseExtended'>): void {
  const lease = leaseOf(book, log.leaseId)
  const before = lease.extendedFrom?.at(-1)
  assert(before !== undefined, 'a dropped extension is known')
  payExtension(book, { lease, log, sign: -1 })
  const hours = { fromHour: before, toHour: lease.agreedToHour }
  giveHours(book, nodeOf(book, lease), { calendar: 'leased', hours, gpus: lease.gpus })
  lease.agreedToHour = before
  lease.toHour = before
  lease.extendedFrom?.pop()
  if (lease.extendedFrom?.length === 0) delete lease.extendedFrom
}

/** Stores the new holder of a lease. Sign -1 undoes this because the chain dropped the transfer. */
export function leaseHolderChanged({ book }: Turn, { leaseId, holder }: Log<'LeaseHolderChanged'>, sign: 1 | -1): void {
  const lease = leaseOf(book, leaseId)
  if (sign === 1) {
    lease.holders = [...(lease.holders ?? []), holder]
    return
  }
  assert(lease.holders?.at(-1) === holder, 'a dropped change of the holder is the last one')
  lease.holders.pop()
  if (lease.holders.length === 0) delete lease.holders
}

/** Adds the refund of a credit (seconds taken off a lease's bill) to the holder's balance. Sign -1 undoes this because the chain dropped the credit. */
export function leaseCredited({ book }: Turn, { leaseId, refund }: Log<'LeaseCredited'>, sign: 1 | -1): void {
  const lease = leaseOf(book, leaseId)
  lease.refundedToRenter += BigInt(sign) * refund
  moveBalance(book, holderOf(lease), BigInt(sign) * refund)
}

type Payment = { lease: LeaseRecord; log: Log<'LeaseExtended'>; sign: 1 | -1 }

function payExtension(book: Book, { lease, log: { escrowAdded, relayFee, relayer }, sign }: Payment): void {
  moveBalance(book, holderOf(lease), BigInt(-sign) * (escrowAdded + relayFee))
  moveBalance(book, relayer, BigInt(sign) * relayFee)
}

function leaseOf(book: Book, leaseId: LeaseId): LeaseRecord {
  const lease = book.leases.get(numberKey(leaseId))
  assert(lease !== undefined, 'a lease is settled before anything else happens to it')
  return lease
}

function nodeOf(book: Book, { node }: LeaseRecord) {
  const record = book.nodes.get(node)
  assert(record !== undefined, 'the node of a lease is registered')
  return record
}
