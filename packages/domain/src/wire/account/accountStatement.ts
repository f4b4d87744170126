import { z } from 'zod'
import { hex32, queryInt, leaseId, signedAmount, uint128 } from '../scalars.ts'

/** One movement of the Market balance in a final block. `place` is where it stands in the chain: block, log and kind. */
export const accountStatementLineWire = z
  .strictObject({
    place: z.string(),
    at: z.int().describe('Unix seconds of its block.'),
    kind: z.string().describe('As in GET /wallet: deposit, withdrawal, escrow, …'),
    amount: signedAmount,
    balanceAfter: uint128,
    leaseId: leaseId.nullable(),
    txHash: hex32,
    blockNumber: z.int(),
  })
  .meta({ id: 'AccountStatementLine' })
export type AccountStatementLineWire = z.infer<typeof accountStatementLineWire>

/** `GET /wallet/statement`: a month, UTC, of the Market balance, from final blocks alone: closing = opening + came − went, on every page. */
export const accountStatementWire = z
  .strictObject({
    month: z.string(),
    opening: uint128,
    came: uint128,
    went: uint128,
    closing: uint128,
    finalBlock: z.int().describe('The last block that is counted.'),
    complete: z.boolean().describe('True when the month is over and its last block is final: nothing comes any more.'),
    lines: z.array(accountStatementLineWire).describe("In the chain's order, at most 500 a page."),
    next: z.string().nullable().describe('The `after` of the next page; null on the last.'),
  })
  .meta({ id: 'AccountStatement' })
export type AccountStatementWire = z.infer<typeof accountStatementWire>

/** Which month, as "2026-11", and the place after which to go on. */
export const accountStatementQueryWire = z.strictObject({
  month: z.string().regex(/^20[2-9][0-9]-(0[1-9]|1[0-2])$/, { error: 'api.invalid_field' }),
  after: z
    .string()
    .regex(/^[0-9]{1,15}-[0-9]{1,9}-[a-z_]{1,30}$/, { error: 'api.cursor_invalid' })
    .optional(),
  limit: queryInt(1, 500).optional(),
})
/** The same as a caller writes it. */
export type AccountStatementQuery = { readonly month: string; readonly after?: string; readonly limit?: number }
