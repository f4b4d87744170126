import type { HoldWire, LeaseWire, ListingWire, OrderReceiptWire, WorkloadWire } from '@infinitio/domain/wire'
import { buildBid, newWorkload, signBid } from '@infinitio/sdk'
import { waitFor } from '../deployment/waitFor.ts'
import type { Actor } from './createActor.ts'

/** Returns the listing of the only machine that is not simulated: the computer on which the test runs. */
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

/** Returns the listing of a machine that is not simulated, by its name. Waits until it is listed. */
export async function findMachine({ client }: Actor, name: string): Promise<ListingWire> {
  const found = await waitFor({
    what: `${name} to be listed`,
    within: 120,
    read: async () => (await client.searchListings({ includeSimulated: 'false' })).items.find((listing) => listing.name === name),
    until: (listing) => listing !== undefined,
  })
  if (found === undefined) throw new Error(`${name} is not listed`)
  return found
}

/**
 * Places a hold (a short reservation) with a deposit on a listing, for a lease of `durationSeconds`, and waits until the market accepts the hold. If the market
 * rejects it because the balance is too low, places another one: money that was just paid in counts only some time after its block is final.
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

/** The workload of a rented machine, without its SSH keys. */
export type Program = Omit<WorkloadWire, 'sshKeys' | 'salt'>

const plainShell: Program = { template: 'shell', startScript: '', environment: {}, ports: [] }

/**
 * Signs a bid (a renter's order) for a listing that was reserved by a hold, and submits it. In the lease, `sshKey` may log in and `program` runs (nothing by
 * default). Returns the order's hash.
 */
export async function signAndPlaceBid(
  renter: Actor,
  {
    listing,
    hold,
    sshKey,
    durationSeconds,
    program = plainShell,
    leaseName,
    startAt,
  }: {
    listing: ListingWire
    hold: HoldWire | null
    sshKey: string
    durationSeconds: number
    program?: Program
    leaseName?: string
    startAt?: number
  },
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
    ...(startAt === undefined ? {} : { startAt }),
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

/** Returns the lease of an order once the machine is ready. Throws with the order's code if it fails. */
export async function waitForLease({ client }: Actor, { orderHash }: { orderHash: string }): Promise<LeaseWire> {
  const order = await client.waitForOrder({ orderHash, phase: 'ready', timeoutSeconds: 60 })
  if (order.leaseId === null) throw new Error(`the order was ${order.state}: ${order.code}`)
  return await client.getLease(order.leaseId)
}
