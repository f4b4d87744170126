import {
  buildBid,
  type Client,
  formatPt,
  isErrorCode,
  leastPayment,
  refusal,
  type Secrets,
  signBid,
  snapshotKeyOf,
  snapshotMisfit,
  templateMisfit,
} from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import { nextBidNonce, type SignedIn } from '../context/settings.ts'
import { findSnapshot } from '../snapshots/addSnapshots.ts'
import { templateChosen, type workloadOf, type WorkloadOptions } from '../workload/workloadOf.ts'
import { leastText } from './leastText.ts'
import { listingRefusal } from './listingRefusal.ts'

/** Who books, and where what happens is said. */
export type Renter = SignedIn

/** What is to be booked, wherever it runs: its options, and the workload that they made. */
export type Wanted = {
  readonly options: WorkloadOptions & {
    readonly gpus: string
    readonly hours: string
    readonly name?: string
    readonly fromSnapshot?: string
    readonly hold?: string
  }
  readonly named: ReturnType<typeof workloadOf> & { readonly secrets: Secrets | null }
}

/** A machine to book, and on which terms: those of its listing, or of a hold. */
type Offer = { listing: Listing; gpus: number; durationSeconds: number; pricePerGpuSecond: string; said: string; holdId: string | null }

type Chain = Awaited<ReturnType<Client['getChain']>>
type Listing = NonNullable<Awaited<ReturnType<Client['getListing']>>['listing']>

const settledWithinSeconds = 120

/**
 * Books a node now at its shown price, or what a hold of the options holds (`node` is null then): stores the workload, signs one bid, and waits until the lease is on chain. `maxPricePerGpuSecond` in base units holds
 * for the price there is now. Throws the refusal with its code; nothing is charged then.
 */
export async function bookNode(
  node: string | null,
  { renter, wanted, maxPricePerGpuSecond = null }: { renter: Renter; wanted: Wanted; maxPricePerGpuSecond?: bigint | null },
): Promise<{ orderHash: string; leaseId: string }> {
  const { client, wallet, account, isKey, say } = renter
  const { options, named } = wanted
  const [chain, offer, nonce, nextTrialAt] = await Promise.all([
    client.getChain(),
    node === null ? heldOffer(client, options.hold ?? '') : shownOffer(client, { node, options }),
    nextBidNonce(renter),
    isKey ? null : client.getWallet({ limit: 1 }).then((read) => read.nextTrialAt),
  ])
  const { listing, pricePerGpuSecond, gpus, durationSeconds, holdId, said } = offer
  if (maxPricePerGpuSecond !== null && BigInt(pricePerGpuSecond) > maxPricePerGpuSecond) throw refusal('order.price_moved', { detail: listing.node })
  assertItFits(options, listing)
  const begin = options.fromSnapshot === undefined ? null : await beginningOf(options.fromSnapshot, { client, wallet, chain, listing })
  const { workload, workloadHash, secrets } = named
  await client.putWorkload({ workloadHash, workload })
  if (secrets !== null) await client.handInSecrets({ workload, workloadHash, nodeId: listing.node, secrets })
  const bid = buildBid({ listing, pricePerGpuSecond, renter: account, gpus, durationSeconds, workloadHash, nonce, chain })
  say(`${said} ${leastOf(offer, { chain, nextTrialAt })}`)
  const leaseName = options.name === undefined ? {} : { leaseName: options.name }
  const order = await signBid(wallet, { bid, chain, ...leaseName, ...(holdId === null ? {} : { holdId }) })
  if (begin !== null) await client.beginWithSnapshot({ ...begin, account, bid, chain })
  const { orderHash } = await client.placeOrder(order)
  const done = await client.waitForOrder({ orderHash, phase: 'settled', timeoutSeconds: settledWithinSeconds })
  const failed = done.phases.find((step) => step.state === 'failed')
  if (done.leaseId !== null && failed === undefined) return { orderHash, leaseId: done.leaseId }
  const code = done.code ?? failed?.code ?? ''
  throw refusal(isErrorCode(code) ? code : 'order.settle_failed', { detail: orderHash })
}

/** Says what the lease costs at least. An account gets one trial a day; a key may not read when the next one is, so its lease may have one. */
function leastOf(
  { listing, gpus, durationSeconds, pricePerGpuSecond }: Offer,
  { chain, nextTrialAt }: { chain: Chain; nextTrialAt: number | null },
): string {
  const { noticeSeconds } = listing.ask
  const trialSeconds = nextTrialAt === null ? listing.quote.trialSeconds : 0
  return leastText(leastPayment({ pricePerGpuSecond, gpus, durationSeconds, noticeSeconds, trialSeconds }, chain), { noticeSeconds, trialSeconds })
}

/** What the market shows of a node now. */
async function shownOffer(client: Client, { node, options }: { node: string; options: Wanted['options'] }): Promise<Offer> {
  const { listing, unavailable } = await client.getListing({ node, query: { hours: Number(options.hours), minGpus: Number(options.gpus) } })
  if (listing === null) throw listingRefusal(unavailable, node)
  const { gpus, durationSeconds, total } = listing.quote
  const said = `Renting ${gpus} × ${listing.className} for ${options.hours} h: at most ${formatPt(BigInt(total), { digits: 6 })} PT.`
  return { listing, gpus, durationSeconds, pricePerGpuSecond: listing.ask.pricePerGpuSecond, said, holdId: null }
}

/** What a hold of the account holds. Throws `hold.expired`, `hold.released` or `hold.already_used` for one that is over, `order.ask_gone` when its machine left the market. */
async function heldOffer(client: Client, holdId: string): Promise<Offer> {
  const { listing, gpus, durationSeconds, pricePerGpuSecond, state } = await client.getHold(holdId)
  const over = { used: 'hold.already_used', released: 'hold.released' } as const
  if (state !== 'held') throw refusal(state === 'used' || state === 'released' ? over[state] : 'hold.expired', { detail: holdId })
  if (listing === null) throw refusal('order.ask_gone', { detail: holdId })
  const price = formatPt(BigInt(pricePerGpuSecond) * 3_600n, { digits: 6 })
  const said = `Renting ${gpus} × ${listing.className} for ${durationSeconds / 3_600} h at the held ${price} PT per GPU-hour.`
  return { listing, gpus, durationSeconds, pricePerGpuSecond, said, holdId }
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
