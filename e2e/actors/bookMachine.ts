import type { HoldWire, LeaseWire, ListingWire, OrderReceiptWire, WorkloadWire } from '@infinitio/domain/wire'
import { buildBid, newWorkload, signBid } from '@infinitio/sdk'
import { waitFor } from '../house/waitFor.ts'
import type { Actor } from './createActor.ts'

/** One real machine among the listings: the one the house runs on. */
export async function findThisMachine({ client }: Actor): Promise<ListingWire> {
  const page = await waitFor({
    what: 'this machine to be listed',
    within: 60,
    read: () => client.searchListings({ includeSimulated: 'false' }),
    until: ({ items }) => items.length > 0,
  })
  const [listing] = page.items
  if (listing === undefined) throw new Error('no machine is listed')
  return listing
}

/**
 * Holds a listing with funds for `durationSeconds` and waits for the hold. The book counts a deposit a moment after its block is
 * final: a hold placed in that moment is refused for lack of balance, and placed again.
 */
export async function holdMachine(renter: Actor, { listing, durationSeconds }: { listing: ListingWire; durationSeconds: number }): Promise<HoldWire> {
  const hold = await waitFor({
    what: 'the book to count the deposit',
    within: 60,
    read: async () => {
      const placed = await renter.client.placeHold({ askHash: listing.askHash, gpus: 1, durationSeconds, funded: true })
      return await renter.client.waitForHold({ holdId: placed.holdId, timeoutSeconds: 10 })
    },
    until: ({ code }) => code !== 'account.insufficient_balance',
  })
  if (hold.state !== 'held') throw new Error(`the hold was ${hold.state}: ${hold.code}`)
  return hold
}

/** What runs on a rented machine, beside whom it lets in. */
export type Program = Omit<WorkloadWire, 'sshKeys' | 'salt'>

const plainShell: Program = { template: 'shell', startScript: '', environment: {}, ports: [] }

/** Signs one bid for a held listing, with a workload that lets `sshKey` in and runs `program` (nothing, when left out), and hands it in. Returns the order's hash. */
export async function signAndPlaceBid(
  renter: Actor,
  {
    listing,
    hold,
    sshKey,
    durationSeconds,
    program = plainShell,
    leaseName,
  }: { listing: ListingWire; hold: HoldWire | null; sshKey: string; durationSeconds: number; program?: Program; leaseName?: string },
): Promise<{ orderHash: string; receipt: OrderReceiptWire; signedAt: number; send: () => Promise<void> }> {
  const { client, account } = renter
  const chain = await client.getChain()
  const { workload, workloadHash } = newWorkload({ ...program, sshKeys: [sshKey] })
  await client.putWorkload({ workloadHash, workload })
  const { nextNonce } = await client.getWallet({})
  const bid = buildBid({
    listing,
    pricePerGpuSecond: listing.ask.pricePerGpuSecond,
    renter: account.address,
    gpus: 1,
    durationSeconds,
    workloadHash,
    nonce: BigInt(nextNonce.bid),
    chain,
  })
  const signedAt = performance.now()
  const order = await signBid(account, {
    bid,
    chain,
    ...(hold === null ? {} : { holdId: hold.holdId }),
    ...(leaseName === undefined ? {} : { leaseName }),
  })
  const { orderHash, receipt } = await client.placeOrder(order)
  const send = async () => void (await client.placeOrder(order))
  return { orderHash, receipt, signedAt, send }
}

/** The lease of an order once the machine is ready; throws with the order's code when it cannot be had. */
export async function waitForLease({ client }: Actor, { orderHash }: { orderHash: string }): Promise<LeaseWire> {
  const order = await client.waitForOrder({ orderHash, phase: 'ready', timeoutSeconds: 60 })
  if (order.leaseId === null) throw new Error(`the order was ${order.state}: ${order.code}`)
  return await client.getLease(order.leaseId)
}
