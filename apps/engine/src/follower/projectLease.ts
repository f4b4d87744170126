import {
  assert,
  assertNever,
  calendarSpans,
  endReasons,
  firstReleasedHour,
  hoursOf,
  type LeaseId,
  type UnixSeconds,
  unixSeconds,
} from '@infinitio/domain'
import type { ChainEvent } from '@infinitio/chain'
import { getLeaseRow, insertLease, type LeaseRow, type Queryable, updateLease } from '@infinitio/db'
import { bookHours, releaseHours } from './changeCalendar.ts'
import type { EventSite } from './eventSite.ts'
import { moveBalance } from './moveBalance.ts'

type LeaseEvent = Extract<ChainEvent, { name: 'Settled' | 'LeaseReady' | 'LeasePaid' | 'LeaseEnded' | 'LeaseClosed' }>

/** Folds what the chain said about a lease: its row, the accounts it moves money between, and the node's calendar. */
export async function projectLease(tx: Queryable, event: LeaseEvent, site: EventSite): Promise<void> {
  if (event.name === 'Settled') return projectSettled(tx, event, site)
  const lease = await requireLease(tx, event.leaseId)
  switch (event.name) {
    case 'LeaseReady':
      return projectReady(tx, { lease, event, site })
    case 'LeasePaid':
      return projectPaid(tx, { lease, event, site })
    case 'LeaseEnded':
      return projectEnded(tx, { lease, event, site })
    case 'LeaseClosed':
      return projectClosed(tx, { lease, event, site })
    default:
      return assertNever(event)
  }
}

type Step<Name extends LeaseEvent['name']> = { lease: LeaseRow; event: Extract<LeaseEvent, { name: Name }>; site: EventSite }

async function projectSettled(tx: Queryable, event: Extract<LeaseEvent, { name: 'Settled' }>, site: EventSite): Promise<void> {
  const { leaseId, askHash, bidHash, escrow, relayFee, relayer } = event
  const { node: nodeId, start: startAt, feeBps, ...terms } = event.terms
  await insertLease(tx, {
    leaseId,
    askHash,
    bidHash,
    escrow,
    relayFee,
    ...terms,
    nodeId,
    startAt,
    feeBps: Number(feeBps),
    settledAt: site.timestamp,
    settledTx: site.txHash,
    updatedBlock: site.blockNumber,
  })
  await moveBalance(tx, { account: terms.renter, kind: 'escrow', amount: -(escrow + relayFee), fees: 0n, leaseId }, site)
  if (relayFee > 0n) await moveBalance(tx, { account: relayer, kind: 'relay_fee', amount: relayFee, fees: 0n, leaseId }, site)
  const spans = calendarSpans(hoursOf({ start: startAt, durationSeconds: terms.durationSeconds }))
  await bookHours(tx, { nodeId, gpus: terms.gpus, spans, updatedBlock: site.blockNumber })
}

function projectReady(tx: Queryable, { lease, event, site }: Step<'LeaseReady'>): Promise<void> {
  assert(lease.state === 'booked', 'a lease becomes ready once')
  const ready = { readyAt: event.readyAt as bigint, readyTx: site.txHash, readyBlock: site.blockNumber }
  return updateLease(tx, { ...lease, state: 'active', ...ready, updatedBlock: site.blockNumber })
}

async function projectPaid(tx: Queryable, { lease, event, site }: Step<'LeasePaid'>): Promise<void> {
  const { pay, renterFee, providerFee, paidSeconds } = event
  await payProvider(tx, { lease, pay, renterFee, providerFee, site })
  const sums = { paidSeconds, pay: lease.pay + pay, renterFee: lease.renterFee + renterFee, providerFee: lease.providerFee + providerFee }
  await updateLease(tx, { ...lease, ...sums, updatedBlock: site.blockNumber })
}

async function projectEnded(tx: Queryable, { lease, event, site }: Step<'LeaseEnded'>): Promise<void> {
  const { end, accepted, reason, refund } = event
  await releaseFrom(tx, { lease, end, site })
  await refundRenter(tx, { lease, refund, site })
  const ended = { endAt: end as bigint, accepted, endReason: endReasons.indexOf(reason) + 1, endedTx: site.txHash, endedBlock: site.blockNumber }
  await updateLease(tx, { ...lease, state: 'ended', ...ended, refund, updatedBlock: site.blockNumber })
}

async function projectClosed(tx: Queryable, { lease, event, site }: Step<'LeaseClosed'>): Promise<void> {
  const { leaseId, pay, renterFee, providerFee, refund, reason } = event
  if (lease.state === 'booked') await releaseFrom(tx, { lease, end: unixSeconds(site.timestamp), site })
  const rest = { pay: pay - lease.pay, renterFee: renterFee - lease.renterFee, providerFee: providerFee - lease.providerFee }
  await payProvider(tx, { lease, ...rest, site })
  await refundRenter(tx, { lease, refund: refund - lease.refund, site })
  assert(pay + renterFee + refund === lease.escrow, `lease ${leaseId} pays and refunds exactly its escrow`)
  const billedSeconds = pay / (lease.pricePerGpuSecond * BigInt(lease.gpus))
  const closed = { closedAt: site.timestamp, closedTx: site.txHash, closedBlock: site.blockNumber, endReason: endReasons.indexOf(reason) + 1 }
  await updateLease(tx, {
    ...lease,
    state: 'closed',
    paidSeconds: billedSeconds,
    pay,
    renterFee,
    providerFee,
    refund,
    ...closed,
    updatedBlock: site.blockNumber,
  })
}

type Payment = { lease: LeaseRow; pay: bigint; renterFee: bigint; providerFee: bigint; site: EventSite }

/** Pay less the provider's fee goes to the provider's balance; both sides' fees wait in the provider's account. */
async function payProvider(tx: Queryable, { lease, pay, renterFee, providerFee, site }: Payment): Promise<void> {
  if (pay === 0n) return
  const { leaseId } = lease
  await moveBalance(tx, { account: lease.provider, kind: 'lease_pay', amount: pay - providerFee, fees: renterFee + providerFee, leaseId }, site)
}

/** Moves what comes back now; an end without accept gave all of it back before the close. */
async function refundRenter(tx: Queryable, { lease, refund, site }: { lease: LeaseRow; refund: bigint; site: EventSite }): Promise<void> {
  if (refund === 0n) return
  await moveBalance(tx, { account: lease.renter, kind: 'refund', amount: refund, fees: 0n, leaseId: lease.leaseId }, site)
}

async function releaseFrom(tx: Queryable, { lease, end, site }: { lease: LeaseRow; end: UnixSeconds; site: EventSite }): Promise<void> {
  const window = hoursOf({
    start: unixSeconds(lease.startAt),
    durationSeconds: lease.durationSeconds as Parameters<typeof hoursOf>[0]['durationSeconds'],
  })
  const fromHour = Math.max(window.fromHour, firstReleasedHour({ end, now: unixSeconds(site.timestamp) }))
  if (fromHour >= window.toHour) return
  const spans = calendarSpans({ fromHour, toHour: window.toHour })
  await releaseHours(tx, { nodeId: lease.nodeId, gpus: lease.gpus, spans, updatedBlock: site.blockNumber })
}

async function requireLease(tx: Queryable, leaseId: LeaseId): Promise<LeaseRow> {
  const lease = await getLeaseRow(tx, { leaseId })
  if (lease === null) throw new Error(`lease ${leaseId} is not in leases, but the chain speaks of it`)
  return lease
}
