import { bps, escrowOf, bidPieceFee, durationSeconds, feesIn, hex32, pTokenUnits, type SettleTerms } from '@infinitio/domain'
import { type LeaseWire, type ListingWire, settleTermsFromWire, workloadFromWire, type WorkloadWire } from '@infinitio/domain/wire'
import {
  buildBid,
  type Client,
  deriveSecretsSalt,
  hashOfBid,
  idsMeant,
  InfinitioError,
  isNoShow,
  newWorkload,
  type Secrets,
  signBid,
  withSecrets,
} from '@infinitio/sdk'
import { leaseCostOf } from '@infinitio/sdk/pool'
import { AdapterError, type LeaseOrder, type LeasePlan } from '@infinitio/tasks'
import type { LeaseWish } from '@infinitio/sdk/job-file'
import { reasonOf } from './failureOf.ts'
import { isPassing } from './isPassing.ts'
import type { FoundMachine, LeaseMarket, LeaseNow, MachineSearch, PlacedOrder } from './leaseMarket.ts'
import { openDisk } from './openDisk.ts'

/**
 * The account that rents machines, and its signer. The signer is the account's wallet, or a session key with a spending limit that the contract enforces.
 * `secretOf` returns the value of a secret variable, which only the rented machine may read.
 */
export type Renter = {
  readonly client: Client
  readonly signer: Parameters<Client['end']>[0]['signer'] & Parameters<typeof deriveSecretsSalt>[0]
  readonly account: string
  readonly isKey: boolean
  readonly secretOf: (name: string) => string | undefined
  /** Gives each order its nonce. Share it between markets that one program opens for one account, such as after a new sign-in. */
  readonly nonces?: OrderNonces
}

/** Returns the nonce of the next order. `next` is the next free one that the market knows. */
type OrderNonces = (next: bigint) => bigint

/** Returns nonces that are never repeated in this program, so that orders which are made at the same time have different ones. */
export function orderNonces(): OrderNonces {
  let last = -1n
  return (next) => {
    last = next > last ? next : last + 1n
    return last
  }
}

const leastSeconds = 60
const settledWithinSeconds = 120
const searchedListings = 50
const bisections = 30
/** The code of a refusal if another program of the same account used the nonce of the order first. */
const nonceUsed = 'order.nonce_used'
/** Codes of refusals that the owner can resolve by paying in, or by raising the limit of the key. */
const ownersTurn: ReadonlySet<string> = new Set(['account.insufficient_balance', 'account.session_limit'])

/** Rents machines of the market for one account, by orders that its wallet or a session key signs. */
export function openLeaseMarket({ nonces = orderNonces(), ...opened }: Renter): LeaseMarket {
  const renter = { ...opened, nonces }
  const { client, signer } = renter
  return {
    price: (wish, orders) => price(renter, wish, orders),
    find: (search) => find(renter, search),
    place: (order, how) => place(renter, order, how),
    leaseOf: async (orderHash) => ((await orderOrNull(client, orderHash)) === null ? undefined : (await endOf(client, orderHash)).leaseId),
    look: (leaseId) => look(client, leaseId),
    open: async (leaseId) => openDisk(await client.openLeaseFiles({ leaseId })),
    async end(leaseId, { isLost }) {
      const lease = await client.end({ leaseId, signer, accept: !isLost }).then(
        (ended) => ended.lease,
        async (error: unknown) => {
          if (error instanceof InfinitioError && error.code === 'lease.over') return await client.getLease(leaseId)
          throw error
        },
      )
      return costOf(lease)
    },
  }
}

/** Returns the cost of a lease with all fees, at its end. If the lease is still open, the cost includes the time until the end that the lease has now. */
function costOf(lease: LeaseWire): bigint {
  const { state, now, endsAt, ready, terms } = lease
  const flat = feesIn(lease, { payer: 'renter', charge: 'flat' }).total
  if (state === 'closed' || ready === null || now.chainNow >= endsAt) return BigInt(now.spent) + flat
  const { pricePerGpuSecond, gpus, feeBps, durationSeconds: whole } = terms
  const billed = Math.min(Math.max(endsAt - ready.at, now.billableSeconds), whole)
  const piece = { pricePerGpuSecond: pTokenUnits(BigInt(pricePerGpuSecond)), gpus, durationSeconds: durationSeconds(BigInt(billed)) }
  return escrowOf({ ...piece, feeBps: bps(BigInt(feeBps)) }) + flat
}

async function price({ client, secretOf }: Renter, wish: LeaseWish, orders: bigint | undefined): Promise<LeasePlan> {
  const missing = wish.secrets.find((name) => (secretOf(name) ?? '') === '')
  if (missing !== undefined) throw new AdapterError('inputInvalid', `set ${missing} in your environment`, { field: 'secrets' })
  const [chain, { classes }] = await Promise.all([client.getChain(), client.getClasses()])
  classQuery(classes, wish)
  return { gpus: wish.gpus, seconds: wish.seconds, ...leaseCostOf(wish, chain, orders) }
}

/** Returns the classes of a search. Throws AdapterError if the market has no class with the words of the wish. */
function classQuery(classes: Awaited<ReturnType<Client['getClasses']>>['classes'], { gpuClass }: LeaseWish): { class?: string } {
  if (gpuClass === null) return {}
  const meant = idsMeant(
    gpuClass,
    classes.map(({ classId, name }) => ({ id: classId, name })),
  )
  if ('unknown' in meant) throw new AdapterError('inputInvalid', `the market has no class ${meant.unknown}`, { field: 'resources' })
  return { class: meant.ids.join() }
}

async function find(
  renter: Required<Renter>,
  { wish, plan, left, startScript, avoid, mostFor, notProvidersOf = [] }: MachineSearch,
): Promise<FoundMachine> {
  const { client, account } = renter
  const [chain, { classes }, others] = await Promise.all([client.getChain(), client.getClasses(), providersOf(client, notProvidersOf)])
  const { items } = await client.searchListings({
    ...classQuery(classes, wish),
    ...{ sort: 'price', limit: searchedListings, maxPricePerGpuHour: `${wish.maxPricePerGpuHour}` },
    // A machine of a development market may have no GPU. A search with a number of GPUs would leave it out, so one GPU is not asked for.
    ...(wish.gpus > 1 ? { minGpus: wish.gpus } : {}),
    ...(wish.withSimulated ? {} : { includeSimulated: 'false' as const }),
    ...(wish.image === null ? {} : { images: 'true' as const }),
  })
  const terms = { feeBps: bps(BigInt(chain.feeBps)), settle: settleTermsFromWire(chain) }
  const fits = items.flatMap((listing) => {
    const { ask } = listing
    const hasGpus = listing.freeGpus >= wish.gpus && ask.minGpus <= wish.gpus && wish.gpus <= ask.maxGpus
    const isFit =
      hasGpus && BigInt(ask.pricePerGpuSecond) <= plan.maxPricePerGpuSecond && ask.noticeSeconds <= (wish.mostNoticeSeconds ?? ask.noticeSeconds)
    const seconds = Math.min(secondsFor(BigInt(ask.pricePerGpuSecond), { plan, left, terms }), ask.maxDurationSeconds)
    const isOther = listing.provider !== account.toLowerCase() && !others.has(listing.provider)
    return isFit && isOther && seconds >= ask.minDurationSeconds ? [{ listing, seconds }] : []
  })
  const affordable = fits.filter(({ seconds }) => seconds >= leastSeconds)
  const free = affordable.filter(({ listing }) => !avoid.has(listing.node))
  const references = new Map(classes.map(({ classId, referencePricePerGpuSecond }) => [classId, BigInt(referencePricePerGpuSecond)]))
  const isCheap = ({ classId, ask }: ListingWire) => mostFor === undefined || BigInt(ask.pricePerGpuSecond) <= mostFor(references.get(classId) ?? 0n)
  const first = free.find(({ listing }) => isCheap(listing))
  if (first === undefined) {
    if (fits.length > 0 && affordable.length === 0) return { kind: 'spent', reason: 'the leases of this task used up its money' }
    if (free.length > 0) return { kind: 'none', reason: 'machines cost more now than this priority pays' }
    const whose = others.size === 0 ? '' : ' of a provider that did not train'
    return { kind: 'none', reason: `no machine of this class, price and time${whose} is free now` }
  }
  return await orderFor(renter, { ...first, wish, startScript, chain })
}

/** Returns the providers of some leases. */
async function providersOf(client: Client, leaseIds: readonly string[]): Promise<ReadonlySet<string>> {
  return new Set(await Promise.all(leaseIds.map(async (leaseId) => (await client.getLease(leaseId)).terms.provider.toLowerCase())))
}

/** Returns for how many seconds the remaining money pays at a price. Finds the number by bisection, because the fee for small leases makes the cost uneven. */
function secondsFor(
  pricePerGpuSecond: bigint,
  {
    plan,
    left,
    terms: { feeBps, settle },
  }: { readonly plan: LeasePlan; readonly left: bigint; readonly terms: { readonly feeBps: ReturnType<typeof bps>; readonly settle: SettleTerms } },
): number {
  const costs = (seconds: number) => {
    const piece = { pricePerGpuSecond: pTokenUnits(pricePerGpuSecond), gpus: plan.gpus, durationSeconds: durationSeconds(BigInt(seconds)) }
    const flat = bidPieceFee({ ...piece, maxPricePerGpuSecond: piece.pricePerGpuSecond, minGpusPerNode: plan.gpus }, settle)
    return escrowOf({ ...piece, feeBps }) + flat
  }
  if (costs(plan.seconds) <= left) return plan.seconds
  let [enough, tooLong] = [0, plan.seconds]
  for (let at = 0; at < bisections && tooLong - enough > 1; at++) {
    const middle = Math.floor((enough + tooLong) / 2)
    if (costs(middle) <= left) enough = middle
    else tooLong = middle
  }
  return enough
}

type OrderRequest = {
  readonly listing: ListingWire
  readonly seconds: number
  readonly wish: LeaseWish
  readonly startScript: string
  readonly chain: Awaited<ReturnType<Client['getChain']>>
}

async function orderFor(renter: Required<Renter>, { listing, seconds, wish, startScript, chain }: OrderRequest): Promise<FoundMachine> {
  const { client, account, isKey } = renter
  const { nextNonce } = isKey ? await client.listSessionKeys() : await client.getWallet({ limit: 1 })
  const plain = newWorkload({
    ...{
      template: wish.image === null ? 'script' : 'image',
      startScript,
      sshKeys: [],
      environment: wish.environment,
      ports: [...(wish.ports ?? [])],
    },
    ...(wish.image === null ? {} : { image: { reference: wish.image } }),
  })
  const { workload, workloadHash } =
    wish.secrets.length === 0 ? plain : withSecrets(plain.workload, await secretsOf(renter, { names: wish.secrets, salt: plain.workload.salt }))
  const bid = buildBid({
    ...{ listing, pricePerGpuSecond: listing.ask.pricePerGpuSecond, renter: account, gpus: wish.gpus, durationSeconds: seconds },
    ...{ workloadHash, nonce: renter.nonces(BigInt(nextNonce.bid)), chain },
  })
  const order: LeaseOrder = { orderHash: hex32(hashOfBid(bid, { chain })), bid, workload: workloadFromWire(workload) }
  return { kind: 'order', order, machine: listing.name }
}

async function secretsOf(
  { signer, secretOf }: Renter,
  { names, salt }: { readonly names: readonly string[]; readonly salt: string },
): Promise<Secrets> {
  const values = names.map((name) => [name, secretOf(name) ?? ''] as const)
  const missing = values.find(([, value]) => value === '')?.[0]
  if (missing !== undefined) throw new AdapterError('inputInvalid', `set ${missing} in your environment`, { field: 'secrets' })
  return { salt: await deriveSecretsSalt(signer, { workloadSalt: salt }), values: Object.fromEntries(values) }
}

async function place(renter: Renter, order: LeaseOrder, { name, isDue }: Parameters<LeaseMarket['place']>[1]): Promise<PlacedOrder> {
  const { client } = renter
  if ((await orderOrNull(client, order.orderHash)) === null) {
    if (!isDue()) return { kind: 'refused', reason: 'the job was cancelled' }
    try {
      await send(renter, order, name)
    } catch (error) {
      if (!(error instanceof InfinitioError) || isPassing(error)) throw error
      if (ownersTurn.has(error.code)) return { kind: 'waits', reason: reasonOf(error) }
      // The market may have accepted the order in an earlier attempt and now refuse the repetition, because the answer of that attempt was lost. So this checks
      // whether the market has the order.
      if ((await orderOrNull(client, order.orderHash)) === null)
        return { kind: 'refused', reason: reasonOf(error), canRepeat: error.code === nonceUsed }
    }
  }
  const { leaseId, code } = await endOf(client, order.orderHash)
  return leaseId === null ? { kind: 'refused', reason: code, canRepeat: code === nonceUsed } : { kind: 'leased', leaseId }
}

async function send(renter: Renter, { bid, workload }: LeaseOrder, name: string): Promise<void> {
  const { client, signer } = renter
  const { secrets, ...rest } = workload
  const wire = { ...rest, ...(secrets === undefined ? {} : { secrets: { ...secrets, names: [...secrets.names] } }) } as WorkloadWire
  await client.putWorkload({ workloadHash: bid.workloadHash, workload: wire })
  if (secrets !== undefined) {
    const sealed = await secretsOf(renter, { names: secrets.names, salt: workload.salt })
    await client.handInSecrets({ workload: wire, workloadHash: bid.workloadHash, nodeId: bid.node, secrets: sealed })
  }
  await client.placeOrder(await signBid(signer, { bid, chain: await client.getChain(), leaseName: name }))
}

async function orderOrNull(client: Client, orderHash: string) {
  try {
    return await client.getOrder(orderHash)
  } catch (error) {
    if (error instanceof InfinitioError && error.code === 'order.unknown') return null
    throw error
  }
}

async function endOf(client: Client, orderHash: string): Promise<{ readonly leaseId: string | null; readonly code: string }> {
  const done = await client.waitForOrder({ orderHash, phase: 'settled', timeoutSeconds: settledWithinSeconds })
  const failed = done.phases.find(({ state }) => state === 'failed')
  return { leaseId: failed === undefined ? done.leaseId : null, code: done.code ?? failed?.code ?? done.state }
}

async function look(client: Client, leaseId: string): Promise<LeaseNow> {
  const lease = await client.getLease(leaseId)
  const { state, lost, endReason, image, secrets, terms, now } = lease
  if (lost !== null || state === 'ended' || state === 'closed') return { kind: 'over', reason: endReason ?? 'node_lost' }
  if (state === 'booked') return isNoShow(terms, now.chainNow) ? { kind: 'over', reason: 'no_show' } : { kind: 'starting' }
  if (image.state === 'refused' && !image.retrying) return { kind: 'unusable', reason: `the image: ${image.reason}` }
  if (secrets.state === 'refused') return { kind: 'unusable', reason: `the secrets: ${secrets.code}` }
  const isSilent = lease.node.state !== 'answering'
  const isHere = (image.state === 'none' || image.state === 'here') && (secrets.state === 'none' || secrets.state === 'opened')
  return isHere || isSilent ? { kind: 'usable', isSilent } : { kind: 'starting' }
}
