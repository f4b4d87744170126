import { bidPieceFee, engineExecutor, formatPt, isErrorCode, parseDuration, parsePt, timeInForce } from '@infinitio/domain'
import {
  bidFromWire,
  bidToWire,
  bidWire,
  type ChainWire,
  type RentDraftWire,
  type RentWishWire,
  settleTermsFromWire,
  type WorkloadWire,
} from '@infinitio/domain/wire'
import { draftLease, getChain, getOrder } from '../generated/calls.ts'
import { newWorkload } from '../orders/newWorkload.ts'
import { signBid } from '../orders/buildBid.ts'
import { waitForOrder } from '../orders/waitForOrder.ts'
import type { TypedDataSigner } from '../signing/signTypedData.ts'
import type { Transport } from '../transport/createTransport.ts'
import { InfinitioError } from '../transport/InfinitioError.ts'
import { refusal } from '../transport/refusal.ts'

/** A request to rent a machine, with its signer. */
export type RentRequest = {
  /** Signs with the wallet of `account`, or with a session key of that account. */
  readonly signer: TypedDataSigner
  /** The account of the renter. Default: the account of the signer. */
  readonly account?: string
  /** Words of the names of GPU classes, such as `h100`. */
  readonly gpu?: string
  readonly region?: string
  /** The id of one machine. Default: the cheapest machine that fits. */
  readonly node?: string
  readonly gpus?: number
  /** The length of the lease in hours. Give either `hours` or `duration`. */
  readonly hours?: number
  /** The length of the lease with its unit, such as `30m` or `2h`. */
  readonly duration?: string
  /** The highest price in PT per GPU-hour, such as `2.10`. */
  readonly maxPrice: string
  readonly simulated?: boolean
  /** SSH public keys that may log in. */
  readonly sshKeys?: readonly string[]
  /** The program to run, with its SSH keys. It replaces `sshKeys`. */
  readonly workload?: WorkloadWire
  /** The name of the lease. */
  readonly name?: string
  /** The event to wait for: the lease is on the chain (`settled`), or its machine is ready (`ready`, the default). */
  readonly until?: 'settled' | 'ready'
  /** Longest wait in seconds. Default: 120. */
  readonly timeoutSeconds?: number
  /** Receives the draft before anything is signed. If it throws, nothing is rented. `warnings` of the draft has consequences to consider. */
  readonly onDraft?: (draft: RentDraftWire) => void
}

/** A rented lease, with its signed draft. */
export type RentedLease = { readonly leaseId: string; readonly orderHash: string; readonly draft: RentDraftWire }

const mostTries = 4
const readyWithinSeconds = 120
/** Error codes after which it makes sense to try another machine. */
const nextCodes: ReadonlySet<string> = new Set([
  ...['order.node_taken', 'order.ask_gone', 'order.ask_unknown', 'order.price_moved', 'order.nothing_fits', 'order.outside_availability'],
  ...['order.ask_signature_refused', 'order.settle_failed', 'order.start_window_missed', 'node.silent', 'node.delisted'],
])

/**
 * Rents a machine and waits until it is ready. It requests a draft order from the market, compares the draft with the request, signs the order on this computer
 * and places it. If the order fails, for example because somebody else rented the machine first, and the request names no machine, it tries the next machine,
 * up to four machines in all. Throws the error code of the last failure; then nothing is charged. After `api.timed_out`, the error names the order, which may
 * still become a lease until its expiry, or the lease (`leaseId` of the error). This lease runs and is charged: end it with `end`, or wait for it.
 */
export async function rent(transport: Transport, request: RentRequest): Promise<RentedLease> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await rentOnce(transport, request)
    } catch (error) {
      const mayGoOn = error instanceof InfinitioError && nextCodes.has(error.code) && request.node === undefined
      if (!mayGoOn || tries === mostTries) throw error
    }
  }
}

async function rentOnce(transport: Transport, request: RentRequest): Promise<RentedLease> {
  const { signer, name, until = 'ready', timeoutSeconds = readyWithinSeconds } = request
  const most = mostPriceOf(request)
  const { workload, workloadHash } = workloadOf(request)
  const [chain, draft] = await Promise.all([getChain(transport), draftLease(transport, { ...wishOf(request), workload })])
  if (draft.step !== 'sign') throw refusal('api.internal', { detail: 'no draft' })
  const bid = checkedBid(draft, { request, most, workloadHash, chain })
  request.onDraft?.(draft)
  const { signature } = await signBid(signer, { bid, chain })
  const placed = await draftLease(transport, { step: 'signed', order: bidToWire(bid), signature, ...(name === undefined ? {} : { name }) })
  if (placed.step !== 'placed') throw refusal('api.internal', { detail: 'no order' })
  const { orderHash } = placed
  const done = await waitForOrder(transport, { orderHash, phase: until, timeoutSeconds }).catch(async (error: unknown) => {
    throw error instanceof InfinitioError && error.code === 'api.timed_out'
      ? await lateOrder(transport, { orderHash, expiresAt: draft.expiresAt })
      : error
  })
  const failed = done.phases.find((step) => step.state === 'failed')
  if (done.leaseId !== null && failed === undefined) return { leaseId: done.leaseId, orderHash, draft }
  const code = done.code ?? failed?.code ?? ''
  throw refusal(isErrorCode(code) ? code : 'order.settle_failed', { detail: orderHash })
}

/** Returns the error for an order that was not decided in time. Its detail names the lease that the order became, or the order and its expiry. */
async function lateOrder(transport: Transport, { orderHash, expiresAt }: { orderHash: string; expiresAt: number }): Promise<InfinitioError> {
  // If the market does not answer now, the order still shows whether there is a lease.
  const leaseId = await getOrder(transport, orderHash).then(
    (order) => order.leaseId,
    () => null,
  )
  const until = new Date(expiresAt * 1_000).toISOString()
  const detail =
    leaseId === null
      ? `Order ${orderHash} can still become a lease until ${until}. It was not cancelled.`
      : `Lease ${leaseId} (order ${orderHash}) runs and is charged until you end it.`
  const { code, sentence, status } = refusal('api.timed_out', { detail })
  return new InfinitioError({ code, sentence, status, detail, leaseId, requestId: null, retryAfterSeconds: null })
}

function workloadOf({ workload, sshKeys = [] }: RentRequest): { workload: WorkloadWire; workloadHash: string } {
  const { salt: _, ...content } = workload ?? {
    salt: '',
    template: 'shell' as const,
    startScript: '',
    sshKeys: [...sshKeys],
    environment: {},
    ports: [],
  }
  return newWorkload(content)
}

function wishOf({ gpu, region, node, gpus, hours, duration, maxPrice, simulated }: RentRequest): RentWishWire {
  const wish = { gpu, region, node, gpus, hours, duration, maxPrice, simulated }
  const asked = Object.fromEntries(Object.entries(wish).filter(([, value]) => value !== undefined))
  return { step: 'draft', ...asked }
}

/** Returns the highest price in base units per GPU-hour. Throws `api.invalid_field` if the request has no price, or one that is not a string with a number. */
function mostPriceOf({ maxPrice }: RentRequest): bigint {
  const most = typeof maxPrice === 'string' ? parsePt(maxPrice) : null
  if (most === null)
    throw refusal('api.invalid_field', { detail: 'maxPrice must be the highest price in PT per GPU-hour as a string, such as "2.10"' })
  return most
}

type Asked = { readonly request: RentRequest; readonly most: bigint; readonly workloadHash: string; readonly chain: ChainWire }

/**
 * Parses the order in a draft and compares it with the request, so that no server gets a signature for another account, machine, time, fee or program than
 * requested. Throws `order.price_moved` for a price above the maximum, and `order.invalid_fields` if another field differs from the request.
 */
function checkedBid(draft: RentDraftWire, { request, most, workloadHash, chain }: Asked) {
  const parsed = bidWire.safeParse(draft.typedData.message)
  if (!parsed.success) throw refusal('order.invalid_fields', { detail: 'the draft holds no order' })
  const bid = bidFromWire(parsed.data)
  const { signer, account = signer.address, gpus = 1, hours = 0, duration, node } = request
  const seconds = duration === undefined ? hours * 3_600 : parseDuration(duration)
  if (bid.maxPricePerGpuSecond * 3_600n > most) {
    throw refusal('order.price_moved', { detail: `${formatPt(bid.maxPricePerGpuSecond * 3_600n, { digits: 6 })} PT per GPU-hour` })
  }
  const terms = {
    maxPricePerGpuSecond: bid.maxPricePerGpuSecond,
    durationSeconds: bid.durationSeconds,
    gpus: bid.gpus,
    minGpusPerNode: bid.minGpusPerNode,
  }
  const asked: Readonly<Record<string, boolean>> = {
    renter: bid.renter === account.toLowerCase(),
    node: bid.node === (node ?? draft.machine.node),
    gpus: bid.gpus === gpus && bid.minGpusPerNode === gpus && bid.allOrNothing,
    durationSeconds: Number(bid.durationSeconds) === seconds,
    pricePerGpuSecond: bid.maxPricePerGpuSecond === BigInt(draft.pricePerGpuSecond),
    maxFeeBps: Number(bid.maxFeeBps) <= chain.feeBps,
    maxRelayFee: bid.maxRelayFee <= bidPieceFee(terms, settleTermsFromWire(chain)),
    timeInForce: bid.timeInForce === timeInForce.ioc,
    workloadHash: bid.workloadHash === workloadHash,
    executor: bid.executor === engineExecutor,
    expiry: Number(bid.expiry) === draft.expiresAt && draft.expiresAt <= chain.chainNow + mostLifeSeconds,
  }
  const wrong = Object.keys(asked).filter((field) => !asked[field])
  if (wrong.length > 0) throw refusal('order.invalid_fields', { detail: `the draft has another ${wrong.join(', ')}` })
  return bid
}

const mostLifeSeconds = 900
