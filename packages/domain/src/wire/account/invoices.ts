import { z } from 'zod'
import { feeShape, feeSum } from '../feeShape.ts'
import { address, hex32, leaseId, line, text, uint128, uint96 } from '../scalars.ts'

const wrong = { error: 'api.invalid_field' } as const
const drawable = 'In signs that the letters of an invoice have; others are refused with `api.invalid_field`, and the detail says so.'

/** `PUT /account/billing`: an invoice is made out to it. */
export const putBillingWire = z.strictObject({
  name: line(120).regex(/\S/, wrong).describe(drawable),
  address: text(400)
    .regex(/^[^\t\r\u2028\u2029]*$/, wrong)
    .regex(/\S/, wrong)
    .describe(`Up to eight lines. ${drawable}`),
  taxId: line(40).describe(drawable),
})
export type PutBillingWire = z.infer<typeof putBillingWire>

/** `GET /account/billing`. */
export const billingWire = z
  .strictObject({ billing: z.strictObject({ name: z.string(), address: z.string(), taxId: z.string() }).nullable() })
  .meta({ id: 'Billing' })
export type BillingWire = z.infer<typeof billingWire>

/** The number of an invoice in a path. */
export const invoiceNumber = z.string().regex(/^[1-9][0-9]{0,17}$/, { error: 'api.invalid_field' })

/** `POST /leases/{leaseId}/invoices`. */
export const issueInvoiceQueryWire = z.strictObject({
  language: z
    .enum(['en', 'zh'], { error: 'api.invalid_field' })
    .optional()
    .describe('What the file is written in. Left out: what the account chose for its pages, else English. One that was issued keeps its own.'),
})

/** An invoice as it was issued: nothing of it changes. Amounts are those of the contract's events, in final blocks. */
export const invoiceWire = z
  .strictObject({
    number: z.string(),
    replaces: z.string().nullable().describe('The invoice in whose place it stands.'),
    language: z.enum(['en', 'zh']).default('en').describe('What its file is written in.'),
    issuedAt: z.int().describe('Unix seconds.'),
    billedTo: z.strictObject({ name: z.string(), address: z.string(), taxId: z.string() }),
    leaseId,
    renter: address,
    provider: address,
    nodeName: z.string(),
    className: z.string(),
    chainId: z.int(),
    market: address.describe('The contract that was paid.'),
    gpus: z.int(),
    pricePerGpuSecond: uint96,
    billedSeconds: z.int(),
    feeBps: z.int(),
    start: z.int(),
    end: z.int(),
    pay: uint128,
    ...feeShape({ payer: 'renter' }),
    total: uint128.describe(`${feeSum({ payer: 'renter' })}.`),
    compensation: uint128.describe('Paid to the renter, no part of the total.'),
    closedTx: hex32,
    closedBlock: z.int(),
  })
  .meta({ id: 'Invoice' })
export type InvoiceWire = z.infer<typeof invoiceWire>

/** `GET /leases/{leaseId}/invoices`, newest first. */
export const invoicesWire = z.strictObject({ items: z.array(invoiceWire) }).meta({ id: 'Invoices' })
export type InvoicesWire = z.infer<typeof invoicesWire>
