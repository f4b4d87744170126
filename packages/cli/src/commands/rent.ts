import { buildBid, type Client, formatPt, isErrorCode, refusal, signBid, snapshotKeyOf, snapshotMisfit, templateMisfit } from '@infinitio/sdk'
import type { PrivateKeyAccount } from 'viem/accounts'
import type { SecretOptions } from '../secrets/readSecrets.ts'
import { secretWorkload } from '../secrets/secretWorkload.ts'
import { templateChosen, type WorkloadOptions, workloadOf } from '../orders/workloadOf.ts'
import { type CommonOptions, signInClient } from '../settings.ts'
import { findSnapshot } from './findSnapshot.ts'
import { printResult } from '../terminal/printResult.ts'

/** What `infinitio rent` takes. */
export type RentOptions = CommonOptions &
  WorkloadOptions &
  SecretOptions & { readonly gpus: string; readonly hours: string; readonly name?: string; readonly fromSnapshot?: string; readonly wait: boolean }

type Chain = Awaited<ReturnType<Client['getChain']>>
type Listing = NonNullable<Awaited<ReturnType<Client['getListing']>>['listing']>

const readyWithinSeconds = 120

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
 * Books a node now at its shown price: stores the workload, signs one bid, and waits until the machine is ready. Prints how to reach it.
 * Throws the refusal with its code; nothing is charged then.
 */
export async function rent(node: string, options: RentOptions): Promise<void> {
  const { client, wallet, say } = await signInClient(options)
  const [chain, detail, { nextNonce }] = await Promise.all([
    client.getChain(),
    client.getListing({ node, query: { hours: options.hours, minGpus: options.gpus } }),
    client.getWallet({ limit: 1 }),
  ])
  if (detail.listing === null) throw refusal(refusalCodes[detail.unavailable ?? 'paused'], { detail: node })
  const { listing } = detail
  assertItFits(options, listing)
  const begin = options.fromSnapshot === undefined ? null : await beginningOf(options.fromSnapshot, { client, wallet, chain, listing })
  const { workload, workloadHash, secrets } = await secretWorkload(workloadOf(options), { options, wallet })
  await client.putWorkload({ workloadHash, workload })
  if (secrets !== null) await client.handInSecrets({ workload, workloadHash, nodeId: listing.node, secrets })
  const bid = buildBid({
    listing,
    pricePerGpuSecond: listing.ask.pricePerGpuSecond,
    renter: wallet.address,
    gpus: listing.quote.gpus,
    durationSeconds: listing.quote.durationSeconds,
    workloadHash,
    nonce: BigInt(nextNonce.bid),
    chain,
  })
  say(
    `Booking ${listing.quote.gpus} × ${listing.className} for ${options.hours} h: at most ${formatPt(BigInt(listing.quote.total), { digits: 6 })} PT.`,
  )
  const order = await signBid(wallet, { bid, chain, ...(options.name === undefined ? {} : { leaseName: options.name }) })
  if (begin !== null) await client.beginWithSnapshot({ ...begin, account: wallet.address, bid, chain })
  const { orderHash } = await client.placeOrder(order)
  const done = await waitForPhase(client, { orderHash, phase: options.wait ? 'ready' : 'settled', say })
  const lease = await client.getLease(done.leaseId ?? '')
  printResult({
    json: options.json,
    value: { orderHash, leaseId: lease.leaseId, lease },
    text: `Lease ${lease.leaseId} is ${lease.state}.\n${imageLine(lease)}${lease.ssh?.command ?? ''}\ninfinitio ssh ${lease.leaseId}`,
  })
}

/** Throws when the machine cannot hold what is to run on it, before anything is signed. */
function assertItFits(options: RentOptions, listing: Listing): void {
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

/** Billing has begun: an image that is still to come is said. */
function imageLine({ image }: Pick<Awaited<ReturnType<Client['getLease']>>, 'image'>): string {
  return image.state === 'none' || image.state === 'here'
    ? ''
    : 'Your image is pulled now; until it is here, sessions run in the image of the provider.\n'
}

async function waitForPhase(
  client: Client,
  { orderHash, phase, say }: { orderHash: string; phase: 'settled' | 'ready'; say: (text: string) => void },
) {
  const told = new Set<string>()
  const order = await client.waitForOrder({
    orderHash,
    phase,
    timeoutSeconds: readyWithinSeconds,
    onReading: ({ phases }) => {
      for (const step of phases) {
        if (step.at === null || told.has(step.phase)) continue
        told.add(step.phase)
        say(`  ${step.phase}`)
      }
    },
  })
  const failed = order.phases.find((step) => step.state === 'failed')
  if (order.leaseId !== null && failed === undefined) return order
  const code = order.code ?? failed?.code ?? ''
  throw refusal(isErrorCode(code) ? code : 'order.settle_failed', { detail: orderHash })
}
