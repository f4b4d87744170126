import { z } from 'zod'
import { address, hex32, leaseId, queryInt, uint40, uint96, uint128 } from '../scalars.ts'

/** What some leases that closed came to, in PToken base units. `earned` is `pay` less `fee`; `refund` went back to renters; `compensation` left the bond. */
const sums = {
  leases: z.int(),
  gpuSeconds: uint128,
  pay: uint128,
  fee: uint128,
  earned: uint128,
  refund: uint128,
  compensation: uint128,
}

/** Sums of leases that closed. */
export const settledSumsWire = z.strictObject(sums).meta({ id: 'SettledSums' })
export type SettledSumsWire = z.infer<typeof settledSumsWire>

/** By which periods earnings are summed, UTC; a week begins on Monday. */
export const earningsByWire = z.enum(['day', 'week', 'month'])
export type EarningsBy = z.infer<typeof earningsByWire>

/** `GET /provider/earnings`: what leases that closed came to, by period and by node, and all together. Of 31 days, 13 weeks or 12 months, this one included. */
export const providerEarningsWire = z
  .strictObject({
    by: earningsByWire,
    from: z.int().describe('Unix seconds, the begin of the first period.'),
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

/** One settled lease of a statement. */
export const statementLeaseWire = z
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
    closedAt: uint40,
    closedTx: hex32,
  })
  .meta({ id: 'StatementLease' })
export type StatementLeaseWire = z.infer<typeof statementLeaseWire>

/** `GET /provider/statement`: leases that closed in a month, UTC, a page of at most 500; `next` is null on the last. */
export const providerStatementWire = z
  .strictObject({ month: z.string(), leases: z.array(statementLeaseWire), next: leaseId.nullable() })
  .meta({ id: 'ProviderStatement' })
export type ProviderStatementWire = z.infer<typeof providerStatementWire>

/** Which month, as "2026-11", and the lease after which to go on. */
export const providerStatementQueryWire = z.strictObject({
  month: z.string().regex(/^20[2-9][0-9]-(0[1-9]|1[0-2])$/, { error: 'api.invalid_field' }),
  after: leaseId.optional(),
  limit: queryInt(1, 500).optional(),
})
/** The same as a caller writes it. */
export type ProviderStatementQuery = { readonly month: string; readonly after?: string; readonly limit?: number }
