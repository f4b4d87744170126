import { nextNonces } from '@infinitio/db'
import { type Address, bidTypedData, bps, hashWorkload, isRefusal, parseDuration, parsePt, type Refusal, unavailableCodes } from '@infinitio/domain'
import {
  bidToWire,
  type ListingDetailWire,
  type ListingWire,
  type RentAnswerWire,
  type RentLeaseWire,
  type RentWishWire,
  workloadFromWire,
} from '@infinitio/domain/wire'
import { buildBid, newWorkload } from '@infinitio/sdk'
import { readChain } from '../chain/readChain.ts'
import type { Services } from '../../services/services.ts'
import { idsOfNames } from '../market/idsOfNames.ts'
import { placeOrder } from '../orders/placeOrders.ts'
import { nothingFits } from './nothingFits.ts'
import { putWorkload } from '../orders/workloads.ts'

/** The account that rents. `ip` is the address of the connection. */
type Renter = { readonly account: Address; readonly ip: string }

/**
 * Rents a machine in two steps. The first request has no signature: it finds a machine and returns the order to sign. The second request places the signed
 * order. Refuses with `order.nothing_fits` if no machine fits. Refuses a named machine that is not free with its code of `unavailableCodes`, and one that costs
 * more than the renter's limit with `order.price_moved`. Also refuses with `node.unknown`, `api.invalid_field` for an unknown class or region, `auth.forbidden`
 * for an order of another account, `api.not_ready`, and the codes of `putWorkload` and `placeOrder`.
 */
export async function draftLease(services: Services, { account, ip }: Renter, body: RentLeaseWire): Promise<RentAnswerWire | Refusal> {
  if (body.step === 'draft') return draft(services, account, body)
  const { order, signature, name } = body
  if (order.renter.toLowerCase() !== account) return { rejected: 'auth.forbidden', detail: 'an order of another account' }
  const placed = await placeOrder(services, { kind: 'bid', order, signature, ...(name === undefined ? {} : { leaseName: name }) }, { caller: ip })
  return isRefusal(placed) ? placed : { step: 'placed', orderHash: placed.orderHash }
}

async function draft(services: Services, account: Address, wish: RentWishWire): Promise<RentAnswerWire | Refusal> {
  const listing = await listingFor(services, wish)
  if (isRefusal(listing)) return listing
  const workload = wish.workload ?? shellFor(wish.sshKeys ?? [])
  const workloadHash = hashWorkload(workloadFromWire(workload))
  const stored = await putWorkload(services, { account, hash: workloadHash, workload })
  if (isRefusal(stored)) return stored
  const [chain, nonces, { chainId, addresses }] = await Promise.all([
    readChain(services),
    nextNonces(services.db, { account }),
    services.facts.read(),
  ])
  const { quote, ask, node, name, className, regionName } = listing
  const { gpus, durationSeconds } = quote
  const { pricePerGpuSecond } = ask
  const isCluster = wish.cluster ?? false
  const bid = buildBid({ listing, pricePerGpuSecond, renter: account, gpus, durationSeconds, workloadHash, isCluster, nonce: nonces.bid, chain })
  return {
    step: 'sign',
    typedData: { ...bidTypedData(bid, { chainId, market: addresses.market }), message: bidToWire(bid) },
    machine: { node, name, className, regionName },
    ...{ pricePerGpuSecond, quote, workloadHash, expiresAt: Number(bid.expiry) },
    warnings: workload.sshKeys.length === 0 ? [noSshKey] : [],
  }
}

const noSshKey = {
  code: 'noSshKey',
  text: 'This request has no SSH key. Nobody can reach the machine by SSH until you add a key to the lease. To have one from the start, send sshKeys.',
} as const

function shellFor(sshKeys: readonly string[]) {
  return newWorkload({ template: 'shell', startScript: '', sshKeys: [...sshKeys], environment: {}, ports: [] }).workload
}

/** Returns the machine that the renter asked for by name. Without a name, returns the cheapest suitable machine that is free now. */
async function listingFor(services: Services, wish: RentWishWire): Promise<ListingWire | Refusal> {
  const { feeBps } = await services.facts.read()
  const fees = { feeBps: bps(BigInt(feeBps)), settleTerms: services.settleTerms }
  const { gpus = 1, hours = 0, node } = wish
  const durationSeconds = wish.duration === undefined ? hours * 3_600 : (parseDuration(wish.duration) ?? 0)
  const most = wish.maxPrice === undefined ? null : parsePt(wish.maxPrice)
  if (node !== undefined) {
    const machine = await services.market.ask({ kind: 'machine', nodeId: node, gpus, startHour: null, durationSeconds, fees })
    if (machine === null) return { rejected: 'node.unknown', detail: node }
    if (isRefusal(machine)) return machine
    if (machine.listing === null) return { rejected: unavailableCodes[machine.unavailable ?? 'paused'], detail: unavailableText(machine) }
    const isDear = most !== null && BigInt(machine.listing.ask.pricePerGpuSecond) * 3_600n > most
    return isDear ? { rejected: 'order.price_moved', detail: node } : machine.listing
  }
  const named = await idsOfNames(services.market, { in: 'body', fields: { gpu: wish.gpu, region: wish.region } })
  if (isRefusal(named)) return named
  const query = {
    ...(durationSeconds % 3_600 === 0 ? { hours: durationSeconds / 3_600 } : { minutes: durationSeconds / 60 }),
    ...{ minGpus: gpus, sort: 'price' as const, limit: 1, includeSimulated: wish.simulated === true ? ('true' as const) : ('false' as const) },
    ...(named.gpu === undefined ? {} : { class: named.gpu }),
    ...(named.region === undefined ? {} : { region: named.region }),
    ...(most === null ? {} : { maxPricePerGpuHour: most.toString() }),
  }
  const page = await services.market.ask({ kind: 'search', query, fees })
  if (isRefusal(page)) return page
  if (page.items[0] !== undefined) return page.items[0]
  return nothingFits(services.market, { query, fees })
}

/** Returns the reason why a machine that the renter asked for cannot be rented now, with the time when it can, if that is known. */
function unavailableText({ name, unavailable, nextFreeAt }: Pick<ListingDetailWire, 'name' | 'unavailable' | 'nextFreeAt'>): string {
  const next = nextFreeAt === null ? '' : `, the next hour with a free GPU begins at ${new Date(nextFreeAt * 1_000).toISOString()}`
  return `${name} is ${unavailable === null ? 'not free for this time' : reasons[unavailable]}${next}`
}

const reasons = {
  full: 'full: its GPUs are in use or reserved, perhaps by your own lease',
  suspect: 'not responding',
  lost: 'not responding',
  paused: 'not offered now',
  private: 'offered only to accounts that its provider chose',
  delisted: 'delisted',
  retired: 'retired',
} as const
