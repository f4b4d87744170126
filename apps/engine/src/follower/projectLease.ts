import {
  assert,
  assertNever,
  calendarSpans,
  endReasons,
  type FeeFields,
  feeRecord,
  feesIn,
  firstReleasedHour,
  hoursOf,
  type UnixSeconds,
  unixSeconds,
} from '@infinitio/domain'
import type { ChainEvent } from '@infinitio/chain'
import type { LeaseRow } from '@infinitio/db'
import { bookHours, releaseHours } from './changeCalendar.ts'
import type { EventSite } from './eventSite.ts'
import type { Fold } from './fold/fold.ts'
import { moveBalance } from './moveBalance.ts'
import { requireLease } from './requireLease.ts'

type LeaseEvent = Extract<ChainEvent, { name: 'Settled' | 'LeaseReady' | 'LeasePaid' | 'LeaseEnded' | 'LeaseClosed' }>

/** Applies one event of a lease to its row, to the balances of its accounts, and to the node's calendar. */
export function projectLease(fold: Fold, event: LeaseEvent, site: EventSite): void {
  if (event.name === 'Settled') {
    projectSettled(fold, event, site)
    return
  }
  const lease = requireLease(fold, event.leaseId)
  switch (event.name) {
    case 'LeaseReady':
      projectReady(fold, { lease, event, site })
      return
    case 'LeasePaid':
      projectPaid(fold, { lease, event, site })
      return
    case 'LeaseEnded':
      projectEnded(fold, { lease, event, site })
      return
    case 'LeaseClosed':
      projectClosed(fold, { lease, event, site })
      return
    default:
      assertNever(event)
  }
}

/** Values of the columns that a new lease does not have yet: null, or zero for amounts. */
const notYet = {
  readyAt: null,
  readyTx: null,
  readyBlock: null,
  endedTx: null,
  endedBlock: null,
  accepted: null,
  endReason: null,
  paidSeconds: 0n,
  pay: 0n,
  ...feeRecord({ charge: 'share' }, () => 0n),
  refund: 0n,
  closedAt: null,
  closedTx: null,
  closedBlock: null,
  creditSeconds: 0n,
  compensation: 0n,
} as const

type Step<Name extends LeaseEvent['name']> = { lease: LeaseRow; event: Extract<LeaseEvent, { name: Name }>; site: EventSite }

function projectSettled(fold: Fold, event: Extract<LeaseEvent, { name: 'Settled' }>, site: EventSite): void {
  const { leaseId, askHash, bidHash, escrow, relayFee, relayer } = event
  const { node: nodeId, start: startAt, feeBps, durationSeconds, ...terms } = event.terms
  assert(fold.leases.get(String(leaseId)) === null, 'a lease is settled once')
  const settled = { settledAt: site.timestamp, settledTx: site.txHash, settledBlock: site.blockNumber }
  fold.leases.put(
    {
      leaseId,
      ...terms,
      nodeId,
      startAt,
      durationSeconds,
      feeBps: Number(feeBps),
      askHash,
      bidHash,
      state: 'booked',
      ...settled,
      ...notYet,
      endAt: startAt + durationSeconds,
      escrow,
      relayFee,
      updatedBlock: site.blockNumber,
      holder: terms.renter,
    },
    site,
  )
  moveBalance(fold, { account: terms.renter, kind: 'escrow', amount: -(escrow + relayFee), fees: 0n, leaseId }, site)
  if (relayFee > 0n) moveBalance(fold, { account: relayer, kind: 'relay_fee', amount: relayFee, fees: 0n, leaseId }, site)
  const spans = calendarSpans(hoursOf({ start: startAt, durationSeconds }))
  bookHours(fold, { nodeId, gpus: terms.gpus, spans }, site)
}

function projectReady(fold: Fold, { lease, event, site }: Step<'LeaseReady'>): void {
  assert(lease.state === 'booked', 'a lease becomes ready once')
  const ready = { readyAt: event.readyAt as bigint, readyTx: site.txHash, readyBlock: site.blockNumber }
  fold.leases.put({ ...lease, state: 'active', ...ready, updatedBlock: site.blockNumber }, site)
}

function projectPaid(fold: Fold, { lease, event, site }: Step<'LeasePaid'>): void {
  const { pay, paidSeconds } = event
  payProvider(fold, { lease, pay, fees: event, site })
  const sums = { paidSeconds, pay: lease.pay + pay, ...feeRecord({ charge: 'share' }, (key) => lease[key] + event[key]) }
  fold.leases.put({ ...lease, ...sums, updatedBlock: site.blockNumber }, site)
}

function projectEnded(fold: Fold, { lease, event, site }: Step<'LeaseEnded'>): void {
  const { end, accepted, reason, refund } = event
  releaseFrom(fold, { lease, end, site })
  refundHolder(fold, { lease, refund, site })
  const ended = { endAt: end as bigint, accepted, endReason: endReasons.indexOf(reason) + 1, endedTx: site.txHash, endedBlock: site.blockNumber }
  fold.leases.put({ ...lease, state: 'ended', ...ended, refund, updatedBlock: site.blockNumber }, site)
}

function projectClosed(fold: Fold, { lease, event, site }: Step<'LeaseClosed'>): void {
  const { leaseId, pay, refund, reason } = event
  if (lease.state === 'booked') releaseFrom(fold, { lease, end: unixSeconds(site.timestamp), site })
  const fees = feeRecord({ charge: 'share' }, (key) => event[key] - lease[key])
  payProvider(fold, { lease, pay: pay - lease.pay, fees, site })
  refundHolder(fold, { lease, refund: refund - lease.refund, site })
  assert(
    pay + feesIn(event, { payer: 'renter', charge: 'share' }).total + refund === lease.escrow,
    `lease ${leaseId} pays and refunds exactly its escrow`,
  )
  const billedSeconds = pay / (lease.pricePerGpuSecond * BigInt(lease.gpus))
  const closed = { closedAt: site.timestamp, closedTx: site.txHash, closedBlock: site.blockNumber, endReason: endReasons.indexOf(reason) + 1 }
  fold.leases.put(
    {
      ...lease,
      state: 'closed',
      paidSeconds: billedSeconds,
      pay,
      ...feeRecord({ charge: 'share' }, (key) => event[key]),
      refund,
      ...closed,
      updatedBlock: site.blockNumber,
    },
    site,
  )
}

type Payment = { lease: LeaseRow; pay: bigint; fees: FeeFields<{ charge: 'share' }>; site: EventSite }

/**
 * Adds the provider's pay, less the provider's fee, to the provider's balance. Adds the fees of both renter and provider to the fees in the provider's account;
 * they wait there until they are swept (paid out).
 */
function payProvider(fold: Fold, { lease, pay, fees, site }: Payment): void {
  if (pay === 0n) return
  const { leaseId, provider: account } = lease
  const amount = pay - feesIn(fees, { payer: 'provider', charge: 'share' }).total
  moveBalance(fold, { account, kind: 'lease_pay', amount, fees: feesIn(fees, { charge: 'share' }).total, leaseId }, site)
}

/** Adds a refund to the balance of the lease's holder. Does nothing if the refund is 0. */
function refundHolder(fold: Fold, { lease, refund, site }: { lease: LeaseRow; refund: bigint; site: EventSite }): void {
  if (refund === 0n) return
  moveBalance(fold, { account: lease.holder, kind: 'refund', amount: refund, fees: 0n, leaseId: lease.leaseId }, site)
}

function releaseFrom(fold: Fold, { lease, end, site }: { lease: LeaseRow; end: UnixSeconds; site: EventSite }): void {
  const window = hoursOf({
    start: unixSeconds(lease.startAt),
    durationSeconds: lease.durationSeconds as Parameters<typeof hoursOf>[0]['durationSeconds'],
  })
  const fromHour = Math.max(window.fromHour, firstReleasedHour({ end, now: unixSeconds(site.timestamp) }))
  if (fromHour >= window.toHour) return
  const spans = calendarSpans({ fromHour, toHour: window.toHour })
  releaseHours(fold, { nodeId: lease.nodeId, gpus: lease.gpus, spans }, site)
}
