import {
  buildBid,
  type Client,
  formatPt,
  isErrorCode,
  refusal,
  type Secrets,
  signBid,
  snapshotKeyOf,
  snapshotMisfit,
  templateMisfit,
} from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { findSnapshot } from '../commands/findSnapshot.ts'
import { templateChosen, type WorkloadOptions, type workloadOf } from '../orders/workloadOf.ts'
import { nextBidNonce, type SignedIn } from '../settings.ts'

/** Who books, and where what happens is said. */
export type Renter = SignedIn

/** What is to be booked, wherever it runs: its options, and the workload that they made. */
export type Wanted = {
  readonly options: WorkloadOptions & { readonly gpus: string; readonly hours: string; readonly name?: string; readonly fromSnapshot?: string }
  readonly named: ReturnType<typeof workloadOf> & { readonly secrets: Secrets | null }
}

type Chain = Awaited<ReturnType<Client['getChain']>>
type Listing = NonNullable<Awaited<ReturnType<Client['getListing']>>['listing']>

const settledWithinSeconds = 120

/** The refusal of a booking, by why the machine cannot be booked. */
const refusalCodes = {
  suspect: 'node.silent',
  lost: 'node.silent',
  full: 'order.node_taken',
  paused: 'order.ask_gone',
  delisted: 'order.ask_gone',
  retired: 'order.ask_gone',
} as const

/**
 * Books a node now at its shown price: stores the workload, signs one bid, and waits until the lease is on chain. `maxPricePerGpuSecond` in base units holds
 * for the price there is now. Throws the refusal with its code; nothing is charged then.
 */
export async function bookNode(
  node: string,
  { renter, wanted, maxPricePerGpuSecond = null }: { renter: Renter; wanted: Wanted; maxPricePerGpuSecond?: bigint | null },
): Promise<{ orderHash: string; leaseId: string }> {
  const { client, wallet, account, say } = renter
  const { options, named } = wanted
  const [chain, detail, nonce] = await Promise.all([
    client.getChain(),
    client.getListing({ node, query: { hours: options.hours, minGpus: options.gpus } }),
    nextBidNonce(renter),
  ])
  if (detail.listing === null) throw refusal(refusalCodes[detail.unavailable ?? 'paused'], { detail: node })
  const { listing } = detail
  if (maxPricePerGpuSecond !== null && BigInt(listing.ask.pricePerGpuSecond) > maxPricePerGpuSecond)
    throw refusal('order.price_moved', { detail: node })
  assertItFits(options, listing)
  const begin = options.fromSnapshot === undefined ? null : await beginningOf(options.fromSnapshot, { client, wallet, chain, listing })
  const { workload, workloadHash, secrets } = named
  await client.putWorkload({ workloadHash, workload })
  if (secrets !== null) await client.handInSecrets({ workload, workloadHash, nodeId: listing.node, secrets })
  const bid = buildBid({
    listing,
    pricePerGpuSecond: listing.ask.pricePerGpuSecond,
    renter: account,
    gpus: listing.quote.gpus,
    durationSeconds: listing.quote.durationSeconds,
    workloadHash,
    nonce,
    chain,
  })
  say(
    `Booking ${listing.quote.gpus} × ${listing.className} for ${options.hours} h: at most ${formatPt(BigInt(listing.quote.total), { digits: 6 })} PT.`,
  )
  const order = await signBid(wallet, { bid, chain, ...(options.name === undefined ? {} : { leaseName: options.name }) })
  if (begin !== null) await client.beginWithSnapshot({ ...begin, account, bid, chain })
  const { orderHash } = await client.placeOrder(order)
  const done = await client.waitForOrder({ orderHash, phase: 'settled', timeoutSeconds: settledWithinSeconds })
  const failed = done.phases.find((step) => step.state === 'failed')
  if (done.leaseId !== null && failed === undefined) return { orderHash, leaseId: done.leaseId }
  const code = done.code ?? failed?.code ?? ''
  throw refusal(isErrorCode(code) ? code : 'order.settle_failed', { detail: orderHash })
}

/** Throws when the machine cannot hold what is to run on it, before anything is signed. */
function assertItFits(options: WorkloadOptions, listing: Listing): void {
  const template = templateChosen(options)
  const misfit = templateMisfit(template, { ...listing, gpus: listing.quote.gpus })
  if (misfit === 'images') throw refusal('node.images_unsupported', { detail: listing.name })
  const needed = misfit === 'vram' ? `${template.minVramGib} GiB of GPU memory` : `${template.minDiskGib} GiB of disk`
  if (misfit !== null) throw refusal('api.invalid_field', { detail: `${template.id} needs ${needed}, which ${listing.name} does not have` })
}

/** A snapshot that the machine can hold, with the wallet's key that opens it. Throws why it cannot begin a lease there. */
async function beginningOf(
  snapshotId: string,
  { client, wallet, chain, listing }: { client: Client; wallet: PrivateKeyAccount; chain: Chain; listing: Listing },
) {
  const [snapshot, key] = await Promise.all([findSnapshot(client, snapshotId), snapshotKeyOf(wallet, { chain })])
  const at = { renterKey: key.renterKey, diskGib: listing.diskGib, nowSeconds: Math.floor(Date.now() / 1_000) }
  const misfit = snapshotMisfit(snapshot, at)
  if (misfit !== null) throw refusal(misfit, { detail: snapshotId })
  return { snapshot, key }
}
