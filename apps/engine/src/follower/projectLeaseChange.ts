import type { ChainEvent } from '@infinitio/chain'
import type { LeaseRow } from '@infinitio/db'
import { assert, assertNever, calendarSpans, durationSeconds, hoursOf, unixSeconds, zeroAddress } from '@infinitio/domain'
import { bookHours } from './changeCalendar.ts'
import type { EventSite } from './eventSite.ts'
import type { Fold } from './fold/fold.ts'
import { moveBalance } from './moveBalance.ts'
import { requireLease } from './requireLease.ts'

type LeaseChangeEvent = Extract<ChainEvent, { name: 'LeaseExtended' | 'LeaseCredited' | 'LeaseTokenised' | 'LeaseTokenMoved' | 'CompensationPaid' }>

/** Applies to the rows an event that changes an existing lease: an extension, a credit, a new holder, or compensation. */
export function projectLeaseChange(fold: Fold, event: LeaseChangeEvent, site: EventSite): void {
  const lease = requireLease(fold, event.leaseId)
  const updatedBlock = site.blockNumber
  switch (event.name) {
    case 'LeaseExtended':
      extend(fold, { lease, event, site })
      return
    case 'LeaseCredited': {
      const { totalSeconds: creditSeconds, refund } = event
      fold.leases.put({ ...lease, creditSeconds, refund: lease.refund + refund, updatedBlock }, site)
      moveBalance(fold, { account: lease.holder, kind: 'credit', amount: refund, fees: 0n, leaseId: lease.leaseId }, site)
      return
    }
    case 'LeaseTokenised':
      fold.leases.put({ ...lease, holder: event.owner, updatedBlock }, site)
      return
    case 'LeaseTokenMoved':
      // Ignore mints and burns. The event LeaseTokenised already reports a mint. After a burn, the last owner of the token still gets the refunds.
      if (event.to !== zeroAddress && event.from !== zeroAddress) fold.leases.put({ ...lease, holder: event.to, updatedBlock }, site)
      return
    case 'CompensationPaid': {
      const { to, amount } = event
      fold.leases.put({ ...lease, compensation: lease.compensation + amount, updatedBlock }, site)
      moveBalance(fold, { account: to, kind: 'compensation', amount, fees: 0n, leaseId: lease.leaseId }, site)
      return
    }
    default:
      assertNever(event)
  }
}

type Extension = { lease: LeaseRow; event: Extract<LeaseChangeEvent, { name: 'LeaseExtended' }>; site: EventSite }

/** Subtracts the price and the relay fee of the extension from the holder's balance, pays the relayer, and books the added hours in the node's calendar. */
function extend(fold: Fold, { lease, event, site }: Extension): void {
  const { leaseId, nodeId, gpus, holder } = lease
  const { end: endAt, escrowAdded, relayFee, relayer } = event
  const before = hoursOf(windowOf(lease))
  const extended = { ...lease, durationSeconds: event.durationSeconds as bigint, endAt: endAt as bigint }
  const after = hoursOf(windowOf(extended))
  assert(lease.startAt + extended.durationSeconds === extended.endAt, `the end of lease ${leaseId} is its start and its duration`)
  assert(after.toHour >= before.toHour, 'an extension ends later')
  if (after.toHour > before.toHour) bookHours(fold, { nodeId, gpus, spans: calendarSpans({ fromHour: before.toHour, toHour: after.toHour }) }, site)
  const paid = { escrow: lease.escrow + escrowAdded, relayFee: lease.relayFee + relayFee }
  fold.leases.put({ ...extended, ...paid, updatedBlock: site.blockNumber }, site)
  moveBalance(fold, { account: holder, kind: 'extension', amount: -(escrowAdded + relayFee), fees: 0n, leaseId }, site)
  if (relayFee > 0n) moveBalance(fold, { account: relayer, kind: 'relay_fee', amount: relayFee, fees: 0n, leaseId }, site)
}

function windowOf({ startAt, durationSeconds: seconds }: LeaseRow): Parameters<typeof hoursOf>[0] {
  return { start: unixSeconds(startAt), durationSeconds: durationSeconds(seconds) }
}
