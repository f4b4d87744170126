import type { HoldWire, LeaseReceiptWire, LeaseWire, ListingWire, OrderWire } from '@infinitio/domain/wire'
import { buildBid, newWorkload, signBid, signEnd } from '@infinitio/sdk'
import { eventually } from '../deployment/eventually.ts'
import { waitFor } from '../deployment/waitFor.ts'
import { findThisMachine } from './bookMachine.ts'
import type { Actor } from './createActor.ts'

/** The five steps of renting a machine. A test may inject a fault at each of them. */
export const bookingSteps = ['held', 'accepted', 'matched', 'ready', 'ending'] as const

/** A step of renting. */
export type BookingStep = (typeof bookingSteps)[number]

/** The result of renting: either a lease that was paid, or, if nothing was paid, the code of the reason. */
export type BookingEnd = { receipt: LeaseReceiptWire } | { refunded: string }

const durationSeconds = 3_600

/**
 * Rents this machine, from the hold until the lease is closed. Calls `onStep` at each step, so that the test can inject a fault there. Repeats each request
 * that a fault interrupts. Resolves once the result is final: the lease is closed, or the order failed and cost nothing.
 */
export async function bookThroughFaults(
  renter: Actor,
  { sshKey, onStep }: { sshKey: string; onStep: (step: BookingStep, lease: LeaseWire | null) => Promise<void> },
): Promise<BookingEnd> {
  const { client, account } = renter
  const listing = await findThisMachine(renter)
  const hold = await holdThroughFault(renter, { listing, onHeld: () => onStep('held', null) })
  if (hold.state !== 'held') return { refunded: hold.code ?? hold.state }

  const chain = await eventually(() => client.getChain())
  const { workload, workloadHash } = newWorkload({ template: 'shell', startScript: '', sshKeys: [sshKey], environment: {}, ports: [] })
  await eventually(() => client.putWorkload({ workloadHash, workload }))
  const { nextNonce } = await eventually(() => client.getWallet({}))
  const nonce = BigInt(nextNonce.bid)
  const price = listing.ask.pricePerGpuSecond
  const bid = buildBid({ listing, pricePerGpuSecond: price, renter: account.address, gpus: 1, durationSeconds, workloadHash, nonce, chain })
  const order = await signBid(account, { bid, chain, holdId: hold.holdId })
  const { orderHash } = await eventually(() => client.placeOrder(order))
  await onStep('accepted', null)
  const matched = await reach(renter, orderHash, 'matched')
  await onStep('matched', null)
  const over = matched.code ?? (await reach(renter, orderHash, 'ready')).code
  const { leaseId, state } = await eventually(() => client.getOrder(orderHash))
  if (leaseId === null) return { refunded: over ?? state }
  await onStep('ready', await eventually(() => client.getLease(leaseId)))
  return { receipt: await endLease(renter, leaseId, () => onStep('ending', null)) }
}

/**
 * Places a hold that reserves money of the account, injects one fault, and waits for the hold. If the account's deposit did not count yet, places the hold
 * again.
 */
async function holdThroughFault({ client }: Actor, { listing, onHeld }: { listing: ListingWire; onHeld: () => Promise<void> }): Promise<HoldWire> {
  let broken = false
  return await waitFor({
    what: 'the book to count the deposit',
    within: 60,
    read: async () => {
      const placed = await eventually(() => client.placeHold({ askHash: listing.askHash, gpus: 1, durationSeconds, funded: true }))
      if (!broken) await onHeld()
      broken = true
      return await client.waitForHold({ holdId: placed.holdId, timeoutSeconds: 40 })
    },
    until: ({ code }) => code !== 'account.insufficient_balance',
  })
}

async function endLease({ client, account }: Actor, leaseId: string, onEnding: () => Promise<void>): Promise<LeaseReceiptWire> {
  const chain = await eventually(() => client.getChain())
  const lease = await eventually(() => client.getLease(leaseId))
  const request = await signEnd(account, { lease, accept: true, chain })
  await eventually(() => client.placeRelay(request))
  await onEnding()
  await waitFor({
    what: 'the lease to be closed for good',
    within: 60,
    read: () => eventually(() => client.getLease(leaseId)),
    until: ({ closed }) => closed?.final === true,
  })
  return await eventually(() => client.getLeaseReceipt(leaseId))
}

function reach({ client }: Actor, orderHash: string, phase: 'matched' | 'ready'): Promise<OrderWire> {
  return client.waitForOrder({ orderHash, phase, timeoutSeconds: 60 })
}
