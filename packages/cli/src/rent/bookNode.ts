import { setTimeout as pause } from 'node:timers/promises'
import {
  buildBid,
  type Client,
  formatDuration,
  hashOfBid,
  InfinitioError,
  isErrorCode,
  leastPayment,
  type LeastPayment,
  refusal,
  type Secrets,
  signBid,
  snapshotKeyOf,
  snapshotMisfit,
  templateMisfit,
} from '@infinitio/sdk'
import { writtenPt } from '../terminal/writtenPt.ts'
import type { PrivateKeyAccount } from 'viem/accounts'
import { nextBidNonce, type SignedIn } from '../context/settings.ts'
import { findSnapshot } from '../snapshots/addSnapshots.ts'
import { templateChosen, type workloadOf, type WorkloadOptions } from '../workload/workloadOf.ts'
import { listingRefusal } from './listingRefusal.ts'

/** The signed-in renter, and the output for progress messages. */
export type Renter = SignedIn

/** The options of the booking and its workload, without the machine. */
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

/** A machine that can be booked, with the terms of its listing or of a hold (a reserved price). `said` describes these terms in a sentence. */
type Offer = { listing: Listing; gpus: number; durationSeconds: number; pricePerGpuSecond: string; said: string; holdId: string | null }

type Chain = Awaited<ReturnType<Client['getChain']>>
type Listing = NonNullable<Awaited<ReturnType<Client['getListing']>>['listing']>

const settledWithinSeconds = 120
const mostPlacings = 3
const placingPauseMs = 1_000

/**
 * Books a node now at its listed price. If `node` is null, books the capacity that the hold (reservation) in the options keeps free. Stores the workload, signs
 * one bid, and waits until the lease is on the chain. `maxPricePerGpuSecond` limits the price, in base units. If `signal` aborts before the bid is placed,
 * throws its reason. After the bid is placed, waits until the bid is a lease or can no longer become one, because a lease that nobody waits for costs money.
 * Throws the code of a refusal; nothing is charged in that case.
 */
export async function bookNode(
  node: string | null,
  {
    renter,
    wanted,
    signal,
    maxPricePerGpuSecond = null,
  }: { renter: Renter; wanted: Wanted; signal: AbortSignal; maxPricePerGpuSecond?: bigint | null },
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
  signal.throwIfAborted()
  const orderHash = await place(renter, order, hashOfBid(bid, { chain }))
  const done = await settled(renter, orderHash, Number(bid.expiry))
  const failed = done.phases.find((step) => step.state === 'failed')
  if (done.leaseId !== null && failed === undefined) return { orderHash, leaseId: done.leaseId }
  const code = done.code ?? failed?.code ?? ''
  throw refusal(isErrorCode(code) ? code : 'order.settle_failed', { detail: orderHash })
}

/**
 * Places a signed bid and returns its hash. If no answer arrives, places the same bid again, which has no further effect. If three attempts have no answer, the
 * market can still have the bid, so returns its hash. Throws the code of a refusal.
 */
async function place({ client }: Renter, order: Parameters<Client['placeOrder']>[0], hash: string): Promise<string> {
  for (let tries = 1; ; tries += 1) {
    try {
      return (await client.placeOrder(order)).orderHash
    } catch (error) {
      if (!(error instanceof InfinitioError) || (error.status !== 0 && error.status < 500)) throw error
      if (tries === mostPlacings) return hash
      await pause(placingPauseMs)
    }
  }
}

/** Waits until a bid is settled or has failed, at least until 120 s after its expiry (Unix seconds). Throws `api.timed_out`. */
async function settled({ client, say }: Renter, orderHash: string, expiry: number) {
  for (;;) {
    try {
      return await client.waitForOrder({ orderHash, phase: 'settled', timeoutSeconds: settledWithinSeconds })
    } catch (error) {
      if (!(error instanceof InfinitioError) || error.code !== 'api.timed_out' || Date.now() / 1_000 > expiry + settledWithinSeconds) throw error
      say(`Order ${orderHash} is not settled yet.`)
    }
  }
}

/**
 * Describes the minimum cost of the lease. A session key cannot read when the account may have its next trial (`nextTrialAt` is null). The result then assumes
 * that the lease has a trial.
 */
function leastOf(
  { listing, gpus, durationSeconds, pricePerGpuSecond }: Offer,
  { chain, nextTrialAt }: { chain: Chain; nextTrialAt: number | null },
): string {
  const { noticeSeconds } = listing.ask
  const trialSeconds = nextTrialAt === null ? listing.quote.trialSeconds : 0
  return leastText(leastPayment({ pricePerGpuSecond, gpus, durationSeconds, noticeSeconds, trialSeconds }, chain), { noticeSeconds, trialSeconds })
}

/** Reads the current offer of a node: the one that its provider made only to this account, else the one for everyone. Throws why it cannot be rented. */
async function shownOffer(client: Client, { node, options }: { node: string; options: Wanted['options'] }): Promise<Offer> {
  const wanted = { node, query: { hours: Number(options.hours), minGpus: Number(options.gpus) } }
  const { listing: offered, unavailable, hasPrivateOffers } = await client.getListing(wanted)
  const own = hasPrivateOffers ? (await client.getPrivateListing(wanted)).listing : null
  const listing = own ?? offered
  if (listing === null) throw listingRefusal(unavailable, node)
  const { gpus, durationSeconds, total } = listing.quote
  const said = `Renting ${gpus} × ${listing.className} for ${options.hours} h: at most ${writtenPt(BigInt(total), { digits: 6 })} PT.${listing.simulated ? ' This machine is simulated: you get a shell without a GPU.' : ''}`
  return { listing, gpus, durationSeconds, pricePerGpuSecond: listing.ask.pricePerGpuSecond, said, holdId: null }
}

/**
 * Reads a hold of the account as an offer. Throws `hold.expired`, `hold.released` or `hold.already_used` if the hold
 * is over, and `order.ask_gone` if its machine left the market.
 */
async function heldOffer(client: Client, holdId: string): Promise<Offer> {
  const { listing, gpus, durationSeconds, pricePerGpuSecond, state } = await client.getHold(holdId)
  const over = { used: 'hold.already_used', released: 'hold.released' } as const
  if (state !== 'held') throw refusal(state === 'used' || state === 'released' ? over[state] : 'hold.expired', { detail: holdId })
  if (listing === null) throw refusal('order.ask_gone', { detail: holdId })
  const price = writtenPt(BigInt(pricePerGpuSecond) * 3_600n, { digits: 6 })
  const said = `Renting ${gpus} × ${listing.className} for ${durationSeconds / 3_600} h at the held ${price} PT per GPU-hour.`
  return { listing, gpus, durationSeconds, pricePerGpuSecond, said, holdId }
}

/** Throws if the machine cannot run the template of the workload. Call it before anything is signed. */
function assertItFits(options: WorkloadOptions, listing: Listing): void {
  const template = templateChosen(options)
  const misfit = templateMisfit(template, { ...listing, gpus: listing.quote.gpus })
  if (misfit === 'images') throw refusal('node.images_unsupported', { detail: listing.name })
  const needed = misfit === 'vram' ? `${template.minVramGib} GB of GPU memory` : `${template.minDiskGib} GB of disk`
  if (misfit !== null) throw refusal('api.invalid_field', { detail: `${template.id} needs ${needed}, which ${listing.name} does not have` })
}

/**
 * Returns the snapshot from which the lease's disk will start, and the wallet's key that decrypts it. Throws the reason if a lease on this machine cannot start
 * from the snapshot.
 */
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

/** Describes the least that a lease can cost, and the reason for that minimum. */
export function leastText(
  { amount, reason }: LeastPayment,
  { noticeSeconds, trialSeconds }: { readonly noticeSeconds: number; readonly trialSeconds: number },
): string {
  const total = `${writtenPt(amount, { digits: 6 })} PT`
  const least = `You pay at least ${total}`
  const notice = formatDuration(noticeSeconds)
  switch (reason) {
    case 'trial':
      return `You pay ${amount === 0n ? 'nothing' : total} if you end the lease in its first ${formatDuration(trialSeconds)} (once per 24 h). Later, you pay from the first second${noticeSeconds === 0 ? '' : `, and for ${notice} more`}.`
    case 'whole':
      return `${least}: the whole time is billed, even if you end the lease early.`
    case 'notice':
      return `${least}: billing continues for ${notice} after you end the lease.`
    case 'use':
      return `${amount === 0n ? '' : `${least}. `}You pay only for the seconds that you use.`
  }
}
