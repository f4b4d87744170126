import { z } from 'zod'
import { leaseStates } from '../leases/leaseProgress.ts'
import { nextPageCursor, pageCursor, pageLimit } from './pages.ts'
import { address, hex32, leaseId, queryInt, signedAmount, simulatedFlag, text, uint128, uint8, uint96 } from './scalars.ts'

const limit = pageLimit({ most: 100 })
const blockNumber = z.string().regex(/^(0|[1-9][0-9]{0,15})$/, { error: 'api.invalid_field' })

const area = {
  nodes: z.int(),
  simulatedNodes: z.int().describe('Number of these nodes that are simulated, without a real machine.'),
  gpus: z.int(),
  rentedGpus: z.int().describe('Number of these GPUs in leases that run now.'),
  providers: z.int(),
  classes: z.array(z.strictObject({ classId: uint8, className: z.string(), gpus: z.int() })).describe('Most GPUs first.'),
}

/** `GET /explorer/network`: the registered nodes, counted for the world, for each region and for each location. */
export const networkWire = z
  .strictObject({
    world: z.strictObject(area),
    regions: z.array(z.strictObject({ regionId: uint8, regionName: z.string(), ...area })),
    places: z
      .array(
        z.strictObject({
          regionId: uint8,
          country: z.string().nullable(),
          city: z.string().nullable(),
          latitude: z.number().nullable(),
          longitude: z.number().nullable(),
          ...area,
        }),
      )
      .describe('Locations that providers state for their machines; the 500 with the most GPUs.'),
  })
  .meta({ id: 'Network' })
export type NetworkWire = z.infer<typeof networkWire>

/** The query of `GET /explorer/nodes`. */
export const networkNodesQueryWire = z.strictObject({
  region: queryInt(0, 255).optional(),
  country: text(100).optional().describe('Only machines in this country. An empty text finds machines without a stated country.'),
  city: text(100).optional().describe('Only machines in this city. An empty text finds machines without a stated city.'),
  provider: address.optional(),
  id: z
    .string({ error: 'api.invalid_field' })
    .regex(/^0x[0-9a-f]{1,64}$/, { error: 'api.invalid_field' })
    .optional()
    .describe('Only machines whose id starts like this: 0x and 1 to 64 hex digits.'),
  cursor: pageCursor,
  limit,
})
/** The query of `GET /explorer/nodes` as a client writes it in the URL. */
export type NetworkNodesQueryWire = {
  region?: number
  country?: string
  city?: string
  provider?: string
  id?: string
  cursor?: string
  limit?: number
}

/** One registered node, available or not. */
export const networkNodeWire = z
  .strictObject({
    node: hex32,
    name: z.string(),
    simulated: simulatedFlag,
    provider: address,
    className: z.string(),
    regionName: z.string(),
    country: z.string().nullable(),
    city: z.string().nullable(),
    gpus: z.int(),
    rentedGpus: z.int(),
    tier: z.int().describe('The tier that validators attested; 0 without a proof of its hardware.'),
    state: z.enum(['answering', 'suspect', 'lost', 'retired']),
  })
  .meta({ id: 'NetworkNode' })
export type NetworkNodeWire = z.infer<typeof networkNodeWire>
/** The answer of `GET /explorer/nodes`. */
export const networkNodesWire = z.strictObject({ items: z.array(networkNodeWire), nextCursor: nextPageCursor }).meta({ id: 'NetworkNodes' })
export type NetworkNodesWire = z.infer<typeof networkNodesWire>

/** The query of `GET /explorer/leases`: leases of an account as renter or provider, or all leases. */
export const publicLeasesQueryWire = z.strictObject({ account: address.optional(), cursor: pageCursor, limit })
/** The query of `GET /explorer/leases` as a client writes it in the URL. */
export type PublicLeasesQueryWire = { account?: string; cursor?: string; limit?: number }

/** A lease as the chain shows it to everyone, without its workload. Amounts are PToken base units. */
export const publicLeaseWire = z
  .strictObject({
    leaseId,
    state: z.enum(leaseStates),
    final: z.boolean().describe('Whether the block that settled it is final.'),
    node: hex32,
    nodeName: z.string(),
    simulated: simulatedFlag,
    className: z.string(),
    renter: address,
    provider: address,
    gpus: z.int(),
    pricePerGpuSecond: uint96,
    startAt: z.int(),
    endAt: z.int(),
    settledAt: z.int(),
    escrow: uint128,
    pay: uint128.describe('Pay of the provider so far, before its fee.'),
    refund: uint128,
    askHash: hex32,
    bidHash: hex32,
    transactions: z.array(z.strictObject({ kind: z.enum(['settled', 'ready', 'ended', 'closed']), hash: hex32 })),
  })
  .meta({ id: 'PublicLease' })
export type PublicLeaseWire = z.infer<typeof publicLeaseWire>
/** The answer of `GET /explorer/leases`, newest first. */
export const publicLeasesWire = z.strictObject({ items: z.array(publicLeaseWire), nextCursor: nextPageCursor }).meta({ id: 'PublicLeases' })
export type PublicLeasesWire = z.infer<typeof publicLeasesWire>

/** The query of `GET /explorer/blocks`. */
export const blocksQueryWire = z.strictObject({ cursor: pageCursor, limit })
export const blockParamsWire = z.strictObject({ number: blockNumber })
/** The query of `GET /explorer/blocks` as a client writes it in the URL. */
export type BlocksQueryWire = { cursor?: string; limit?: number }

/** A block that the follower (the process that copies chain events into Postgres) read, with the number of this market's events in it. */
export const blockWire = z
  .strictObject({
    number: z.int(),
    hash: hex32,
    parentHash: hex32,
    at: z.int(),
    final: z.boolean(),
    transactions: z.int().describe('Number of transactions with events of this market’s contracts.'),
    events: z.int(),
  })
  .meta({ id: 'Block' })
export type BlockWire = z.infer<typeof blockWire>
/** The answer of `GET /explorer/blocks`, newest first. */
export const blocksWire = z.strictObject({ items: z.array(blockWire), nextCursor: nextPageCursor }).meta({ id: 'Blocks' })
export type BlocksWire = z.infer<typeof blocksWire>

/** The query of `GET /explorer/transactions`: transactions of one block, or all. */
export const minedTransactionsQueryWire = z.strictObject({
  block: blockNumber.optional(),
  cursor: pageCursor,
  limit,
})
/** The query of `GET /explorer/transactions` as a client writes it in the URL. */
export type MinedTransactionsQueryWire = { block?: number; cursor?: string; limit?: number }

/** A mined transaction with events of our contracts. */
export const minedTransactionWire = z
  .strictObject({
    hash: hex32,
    blockNumber: z.int(),
    at: z.int(),
    final: z.boolean(),
    events: z.int(),
    simulated: z
      .boolean()
      .describe('One of its first ten events is of a simulated account or machine. Simulated accounts exist on a development chain only.'),
    logs: z
      .array(z.strictObject({ name: z.string(), args: z.record(z.string(), z.unknown()) }))
      .describe('The first ten events; all of them at `GET /transactions/{hash}`.'),
  })
  .meta({ id: 'MinedTransaction' })
export type MinedTransactionWire = z.infer<typeof minedTransactionWire>
/** The answer of `GET /explorer/transactions`, newest first. */
export const minedTransactionsWire = z
  .strictObject({ items: z.array(minedTransactionWire), nextCursor: nextPageCursor })
  .meta({ id: 'MinedTransactions' })
export type MinedTransactionsWire = z.infer<typeof minedTransactionsWire>

/** `GET /explorer/accounts/{account}`: the data that the chain stores about an account. Amounts are PToken base units. */
export const publicAccountWire = z
  .strictObject({
    account: address,
    balance: signedAmount.describe('Balance in the Market contract.'),
    fees: uint128.describe('Fees of the account that are not swept yet.'),
    bonded: uint128.describe('Bond of the account as a provider.'),
    isProvider: z.boolean(),
    simulated: z.boolean().describe('A renter or provider of the simulated market, on a development chain only.'),
    listed: z.boolean().describe('Whether its bond is sufficient to list its machines.'),
    updatedBlock: z.int().nullable().describe('Last block that changed these data; null if the chain has none about the account.'),
  })
  .meta({ id: 'PublicAccount' })
export type PublicAccountWire = z.infer<typeof publicAccountWire>

/** The query of `GET /explorer/search`. */
export const explorerSearchQueryWire = z.strictObject({ q: text(100) })
/** `GET /explorer/search`: the objects with this address, hash or number. A number may match both a block and a lease. */
export const explorerHitsWire = z
  .strictObject({
    items: z.array(z.strictObject({ kind: z.enum(['account', 'transaction', 'block', 'lease', 'node', 'order']), id: z.string() })),
  })
  .meta({ id: 'ExplorerHits' })
export type ExplorerHitsWire = z.infer<typeof explorerHitsWire>
