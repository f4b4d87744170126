import { z } from 'zod'
import { languages } from '../../format/preferredLanguage.ts'
import { providerNodeStates } from '../../nodes/nodeState.ts'
import { askWire } from '../orders/ask.ts'
import { plannedWindowWire } from './maintenance.ts'
import { leaseWire } from '../leases/leases.ts'
import { nextPageCursor, pageCursor, pageLimit } from '../pages.ts'
import { address, bps, errorCode, hex32, leaseId, simulatedFlag, uint128, uint40, uint64, uint8, uint96 } from '../scalars.ts'

/** One node of a provider, with its ask, if any. */
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
    reliabilityBps: bps.nullable().describe('Null until validators have attested it.'),
    state: z.enum(providerNodeStates),
    lastSeenAt: z.int().nullable(),
    askHash: hex32.nullable(),
    ask: askWire.nullable(),
    latestAsk: askWire.nullable().describe('The last ask that the order book accepted, open or not. A listing that is resumed keeps its terms.'),
    privateAsks: z
      .array(z.strictObject({ orderHash: hex32, account: address, pricePerGpuSecond: uint96, expiry: uint40 }))
      .max(100)
      .describe('Its open asks for single accounts, oldest first. Nobody else can rent at them.'),
    earned: uint128,
    activeLeases: z.int(),
    completedLeases: z.int(),
    maintenance: z.array(plannedWindowWire).describe('Planned maintenance that is not over, earliest first.'),
    paidGpuSeconds: uint128.describe('GPU-seconds that renters paid for on this machine, of all its leases.'),
    watts: z.number().min(0).nullable().describe('Power of its GPUs and its processor, by the last reading of 10 minutes.'),
    hottestCelsius: z.number().nullable().describe('Temperature of its hottest GPU, by the same reading.'),
    pricePercentile: bps
      .nullable()
      .describe("Share of other providers' asks in the class that are cheaper than this one; null where nobody else has one."),
    classMedianPricePerGpuSecond: uint96.nullable().describe("Median of other providers' asks in the class."),
  })
  .meta({ id: 'ProviderNode' })
export type ProviderNodeWire = z.infer<typeof providerNodeWire>

/**
 * A problem that a provider should look at, calculated from stored data. `value` is the temperature, the error's number or count, the
 * percentage, or the end of the signing permission in Unix seconds. `code` is the reason why an ask cannot be signed again.
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
    node: hex32.nullable().describe('Id of the machine; null if the alert is about the whole account.'),
    nodeName: z.string().nullable(),
    gpu: z.int().nullable(),
    value: z.number().nullable(),
    code: errorCode.nullable(),
    at: z.int().describe('When it was measured or seen, in Unix seconds.'),
  })
  .meta({ id: 'ProviderAlert' })
export type ProviderAlertWire = z.infer<typeof providerAlertWire>

/**
 * One step that leads a new provider to its first payment, as this market has checked it. `agent`: the machine's agent sent a message in the last two minutes.
 * `gpu`: that agent measures at least the registered number of GPUs. `tunnel`: a gateway has a tunnel to the machine. `bond`: the bond covers the listed
 * machines. `ask`: the machine has an open ask or is rented. `lease`: a lease became ready. `payout`: the provider was paid.
 */
export const providerCheckWire = z
  .strictObject({
    kind: z.enum(['agent', 'gpu', 'tunnel', 'bond', 'ask', 'lease', 'payout']),
    done: z.int().describe('Number of machines that pass the check, of the number in `of`.'),
    of: z.int().describe('Number of machines that are not retired; 1 for a check of the account.'),
    missing: z.array(z.string()).max(10).describe('Names of the first ten machines that lack it.'),
  })
  .meta({ id: 'ProviderCheck' })
export type ProviderCheckWire = z.infer<typeof providerCheckWire>

/** `GET /provider`: the machines and earnings of the signed-in account. Amounts are in PToken base units, after the provider's fee. */
export const providerWire = z
  .strictObject({
    account: address,
    listed: z.boolean(),
    bonded: uint128,
    requiredBond: uint128,
    nodes: z.array(providerNodeWire).max(1_000).describe('Retired ones last.'),
    nodeCount: z.int().describe('Number of all machines; `nodes` has the first 1,000.'),
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

/**
 * Sums over closed leases, in PToken base units. `earned` is `pay` minus `fee`. `refund` was paid back to renters, and `compensation` was paid to renters from
 * the bond.
 */
const sums = {
  leases: z.int(),
  gpuSeconds: uint128,
  pay: uint128,
  fee: uint128,
  earned: uint128,
  refund: uint128,
  compensation: uint128,
}

const settledSumsWire = z.strictObject(sums).meta({ id: 'SettledSums' })

/** Sums over closed leases in JSON. */
export type SettledSumsWire = z.infer<typeof settledSumsWire>

/** The periods of summed earnings, in UTC. A week begins on Monday. */
export const earningsByWire = z.enum(['day', 'week', 'month'])
export type EarningsBy = z.infer<typeof earningsByWire>

/**
 * `GET /provider/earnings`: sums over closed leases by period, by node and in total, for the last 31 days, 13 weeks or 12 months, including the
 * present one.
 */
export const providerEarningsWire = z
  .strictObject({
    by: earningsByWire,
    from: z.int().describe('Start of the first period, Unix seconds.'),
    until: z.int(),
    periods: z.array(z.strictObject({ from: z.int(), until: z.int(), ...sums })).describe('Oldest first; all of them, also those without a lease.'),
    nodes: z
      .array(z.strictObject({ node: hex32, name: z.string(), ...sums }))
      .max(1_000)
      .describe('Most paid first.'),
    total: settledSumsWire,
  })
  .meta({ id: 'EarningsOfPeriods' })
export type ProviderEarningsWire = z.infer<typeof providerEarningsWire>

/** One settled lease in a provider's statement. */
const statementLeaseWire = z
  .strictObject({
    leaseId,
    node: hex32,
    nodeName: z.string(),
    renter: address,
    gpus: z.int(),
    pricePerGpuSecond: uint96,
    paidSeconds: z.int(),
    pay: uint128,
    fee: uint128,
    earned: uint128,
    refund: uint128,
    compensation: uint128,
    operatorShare: uint128.describe('Sum that the operator paid for credited time of this lease, in PToken base units; 0 if none.'),
    closedAt: uint40,
    closedTx: hex32,
  })
  .meta({ id: 'StatementLease' })

/** One closed lease of a provider's statement in JSON. */
export type StatementLeaseWire = z.infer<typeof statementLeaseWire>

/**
 * `GET /provider/statement`: the provider's leases that closed in a month or a year (UTC), newest first, at most 500 on a page, and the sums of the
 * whole month or year. `next` is null on the last page.
 */
export const providerStatementWire = z
  .strictObject({
    year: z.string().describe('The year, such as "2026".'),
    month: z.string().nullable().describe('The month, such as "2026-11"; null for a whole year.'),
    provider: address,
    name: z.string().nullable().describe("Legal name of the provider, as on its customers' invoices; null where it entered none."),
    total: settledSumsWire.describe('Sums of all leases of the month or year, on this page or not.'),
    months: z.array(z.string()).describe('Every month in which a lease of the provider closed, newest first.'),
    leases: z.array(statementLeaseWire),
    nextCursor: nextPageCursor,
    next: leaseId.nullable().meta({ deprecated: true, description: 'Deprecated: use `nextCursor`. The `after` of the next page; null on the last.' }),
  })
  .meta({ id: 'ProviderStatement' })
export type ProviderStatementWire = z.infer<typeof providerStatementWire>

const statementPeriod = {
  month: z
    .string()
    .regex(/^20[2-9][0-9]-(0[1-9]|1[0-2])$/, { error: 'api.invalid_field' })
    .optional()
    .describe('A month such as "2026-11", UTC. Give a month or a year.'),
  year: z
    .string()
    .regex(/^20[2-9][0-9]$/, { error: 'api.invalid_field' })
    .optional()
    .describe('A year such as "2026", UTC. Give a month or a year.'),
}

/** The query of a provider's statement: a month or a year, and the page. */
export const providerStatementQueryWire = z.strictObject({
  ...statementPeriod,
  cursor: pageCursor,
  after: leaseId.optional().meta({ deprecated: true, description: 'Deprecated: use `cursor`. `next` of the page before.' }),
  limit: pageLimit({ most: 500, usual: 500 }),
})
/** The period of a provider's statement in the form in which a caller writes it: a month or a year. */
export type StatementPeriod = { readonly month: string; readonly year?: never } | { readonly year: string; readonly month?: never }

/** The query of a provider's statement as a PDF file. */
export const statementPdfQueryWire = z.strictObject({
  ...statementPeriod,
  language: z
    .enum(languages, { error: 'api.invalid_field' })
    .optional()
    .describe('Language of the file. Without it: the language that the account chose for its pages, else English.'),
})

const gpuHours = (which: string) => z.array(z.int()).describe(`GPU-hours ${which}, one number per day.`)

/**
 * `GET /provider/calendar`: how the GPU-hours of each node are used over 28 days from `from` (midnight, UTC), without the past hours of today. For each day, it
 * has four numbers of GPU-hours: leased, held (for a hold or an unsettled match), outside the open ask, and free. Their sum is the number of the node's
 * GPU-hours of that day, or of the rest of today. At most 100 nodes on a page, by id; `next` is null on the last page.
 */
export const fleetCalendarWire = z
  .strictObject({
    from: z.int(),
    days: z.int(),
    nodes: z.array(
      z.strictObject({
        node: hex32,
        name: z.string(),
        gpus: z.int(),
        leased: gpuHours('in leases'),
        held: gpuHours('for holds and unsettled matches'),
        outside: gpuHours('outside the open ask'),
        free: gpuHours('that are free'),
      }),
    ),
    nextCursor: nextPageCursor,
    next: hex32.nullable().meta({ deprecated: true, description: 'Deprecated: use `nextCursor`. The `after` of the next page; null on the last.' }),
  })
  .meta({ id: 'FleetCalendar' })
export type FleetCalendarWire = z.infer<typeof fleetCalendarWire>

/** The query of the calendar: the page. */
export const fleetCalendarQueryWire = z.strictObject({
  cursor: pageCursor,
  after: hex32.optional().meta({ deprecated: true, description: 'Deprecated: use `cursor`. `next` of the page before.' }),
})
