import { z } from 'zod'
import { askWire } from '../orders/ask.ts'
import { leaseWire } from '../leases/leases.ts'
import { address, bps, errorCode, hex32, uint8, uint64, uint96, uint128 } from '../scalars.ts'
import { simulatedFlag } from '../simulatedFlag.ts'

/** One node of a provider, with its ask if it has one. */
export const providerNodeWire = z
  .strictObject({
    node: hex32,
    name: z.string(),
    simulated: simulatedFlag,
    classId: uint8,
    className: z.string(),
    regionId: uint8,
    regionName: z.string(),
    gpus: z.int(),
    freeGpus: z.int(),
    vramGib: z.int(),
    cpuCores: z.int(),
    ramGib: z.int(),
    diskGib: z.int(),
    networkMbps: z.int(),
    tier: z.int(),
    state: z.enum(['listed', 'rented', 'paused', 'suspect', 'lost', 'delisted', 'retired']),
    lastSeenAt: z.int().nullable(),
    askHash: hex32.nullable(),
    ask: askWire.nullable(),
    latestAsk: askWire.nullable().describe('The ask the book took last, open or not: a listing that comes back keeps its terms.'),
    earned: uint128,
    pricePercentile: bps.nullable().describe("Share of the class's asks that are cheaper than this one."),
    classMedianPricePerGpuSecond: uint96.nullable(),
  })
  .meta({ id: 'ProviderNode' })
export type ProviderNodeWire = z.infer<typeof providerNodeWire>

/**
 * What a provider should look at, worked out from what is stored: `value` is the temperature, the error's number or count, the percentage, or when the mandate ends, in Unix seconds. `code` says
 * why an ask cannot be signed again.
 */
export const providerAlertWire = z
  .strictObject({
    kind: z.enum([
      'gpu_hot',
      'gpu_memory_errors',
      'gpu_fault',
      'disk_nearly_full',
      'residue',
      'suspect',
      'lost',
      'bond_short',
      'mandate_ends',
      'ask_unsigned',
    ]),
    severity: z.enum(['warning', 'critical']),
    node: hex32.nullable().describe('Null: the account as a whole.'),
    nodeName: z.string().nullable(),
    gpu: z.int().nullable(),
    value: z.number().nullable(),
    code: errorCode.nullable(),
    at: z.int().describe('When it was measured or seen, in Unix seconds.'),
  })
  .meta({ id: 'ProviderAlert' })
export type ProviderAlertWire = z.infer<typeof providerAlertWire>

/**
 * One step to the first pay, checked from what the house knows: `agent` its agent was heard within two minutes; `gpu` its agent measures as many GPUs as it is registered with; `tunnel` a gateway has a
 * tunnel to it; `bond` covers the listed machines; `ask` is open; `lease` once became ready; `payout` something was paid.
 */
export const providerCheckWire = z
  .strictObject({
    kind: z.enum(['agent', 'gpu', 'tunnel', 'bond', 'ask', 'lease', 'payout']),
    done: z.int().describe('How many of `of` have it.'),
    of: z.int().describe('Machines that are not retired; 1 for what the account has once.'),
    missing: z.array(z.string()).max(10).describe('Names of the first ten machines that lack it.'),
  })
  .meta({ id: 'ProviderCheck' })
export type ProviderCheckWire = z.infer<typeof providerCheckWire>

/** `GET /provider`: what the signed-in account offers and earns. PToken base units, after the provider's fee. */
export const providerWire = z
  .strictObject({
    account: address,
    listed: z.boolean(),
    bonded: uint128,
    requiredBond: uint128,
    nodes: z.array(providerNodeWire).max(1_000).describe('Retired ones last.'),
    nodeCount: z.int().describe('How many there are in all; `nodes` has the first 1,000.'),
    alerts: z.array(providerAlertWire).describe('Worst first; empty when all is well.'),
    checklist: z.array(providerCheckWire).describe('In the order of the steps.'),
    leases: z.array(leaseWire),
    earnings: z.strictObject({ total: uint128, today: uint128, last30Days: uint128, accruing: uint128 }),
    claimable: uint128,
    balance: uint128.describe('Market balance, free to withdraw.'),
    nextAskNonce: uint64,
    chainNow: z.int(),
  })
  .meta({ id: 'Provider' })
export type ProviderWire = z.infer<typeof providerWire>
