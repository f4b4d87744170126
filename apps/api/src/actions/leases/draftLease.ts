import { nextNonces } from '@infinitio/db'
import { type Address, bidTypedData, bps, hashWorkload, idsMeant, isRefusal, parsePt, type Refusal } from '@infinitio/domain'
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
import { placeOrder } from '../orders/placeOrders.ts'
import { nothingFits } from './nothingFits.ts'
import { putWorkload } from '../orders/workloads.ts'

/** The account that rents. `ip` is the address of the connection. */
type Renter = { readonly account: Address; readonly ip: string }

/**
 * Rents a machine in two steps. The first request has no signature: it finds a machine and returns the order to sign. The second request places the signed
 * order. Refuses with `order.nothing_fits`, `order.price_moved` for a named machine that costs more than the renter's limit, `node.unknown`,
 * `api.invalid_field` for an unknown class or region, `auth.forbidden` for an order of another account, `api.not_ready`, and the codes of `putWorkload` and
 * `placeOrder`.
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
  }
}

function shellFor(sshKeys: readonly string[]) {
  return newWorkload({ template: 'shell', startScript: '', sshKeys: [...sshKeys], environment: {}, ports: [] }).workload
}

/** Returns the machine that the renter asked for by name. Without a name, returns the cheapest suitable machine that is free now. */
async function listingFor(services: Services, wish: RentWishWire): Promise<ListingWire | Refusal> {
  const { feeBps } = await services.facts.read()
  const fees = { feeBps: bps(BigInt(feeBps)), settleTerms: services.settleTerms }
  const { gpus = 1, hours, node } = wish
  const most = wish.maxPrice === undefined ? null : parsePt(wish.maxPrice)
  if (node !== undefined) {
    const machine = await services.market.ask({ kind: 'machine', nodeId: node, gpus, startHour: null, durationSeconds: hours * 3_600, fees })
    if (machine === null) return { rejected: 'node.unknown', detail: node }
    if (isRefusal(machine)) return machine
    if (machine.listing === null) return { rejected: 'order.nothing_fits', detail: unavailableText(machine) }
    const isDear = most !== null && BigInt(machine.listing.ask.pricePerGpuSecond) * 3_600n > most
    return isDear ? { rejected: 'order.price_moved', detail: node } : machine.listing
  }
  const catalogue = await services.market.ask({ kind: 'catalogue' })
  if (isRefusal(catalogue)) return catalogue
  const classes = idsIn(
    'gpu',
    wish.gpu,
    catalogue.classes.map(({ classId, name }) => ({ id: classId, name })),
  )
  if (isRefusal(classes)) return classes
  const regions = idsIn(
    'region',
    wish.region,
    catalogue.regions.map(({ regionId, name }) => ({ id: regionId, name })),
  )
  if (isRefusal(regions)) return regions
  const query = {
    ...{ hours, minGpus: gpus, sort: 'price' as const, limit: 1, includeSimulated: wish.simulated === true ? ('true' as const) : ('false' as const) },
    ...(classes === null ? {} : { class: classes }),
    ...(regions === null ? {} : { region: regions }),
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

function idsIn(field: 'gpu' | 'region', text: string | undefined, rows: Parameters<typeof idsMeant>[1]): number[] | null | Refusal {
  if (text === undefined) return null
  const meant = idsMeant(text, rows)
  if ('ids' in meant) return meant.ids
  const detail = `must be parts of one or more of these names: ${rows.map(({ name }) => name).join(', ')}`
  const problem = { in: 'body' as const, pointer: `/${field}`, code: 'api.invalid_field' as const, detail }
  return { rejected: 'api.invalid_field', detail: `body.${field}: ${detail}`, errors: [problem] }
}
