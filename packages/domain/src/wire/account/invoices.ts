import { z } from 'zod'
import { languages } from '../../format/preferredLanguage.ts'
import { feeShape, feeSum } from '../feeShape.ts'
import { address, hex32, leaseId, line, text, uint128, uint96 } from '../scalars.ts'

const wrong = { error: 'api.invalid_field' } as const
/** The sentence in the API document about the allowed characters of a text on an invoice. */
export const drawable =
  'Only characters that the font of invoices contains; others are refused with `api.invalid_field`, and `detail` names the field.'

/** `PUT /account/billing`: the buyer's data for invoices. */
export const putBillingWire = z.strictObject({
  name: line(120).regex(/\S/, wrong).describe(drawable),
  address: text(400)
    .regex(/^[^\t\r\u2028\u2029]*$/, wrong)
    .regex(/\S/, wrong)
    .describe(`Up to eight lines. ${drawable}`),
  taxId: line(40).describe(drawable),
})
export type PutBillingWire = z.infer<typeof putBillingWire>

/** The answer of `GET /account/billing`. */
export const billingWire = z
  .strictObject({ billing: z.strictObject({ name: z.string(), address: z.string(), taxId: z.string() }).nullable() })
  .meta({ id: 'Billing' })
export type BillingWire = z.infer<typeof billingWire>

/** The number of an invoice in a path. */
export const invoiceNumber = z.string().regex(/^[1-9][0-9]{0,17}$/, { error: 'api.invalid_field' })

/** The query of `POST /leases/{leaseId}/invoices`. */
export const issueInvoiceQueryWire = z.strictObject({
  language: z
    .enum(languages, { error: 'api.invalid_field' })
    .optional()
    .describe('Language of the file; by default the language of the account’s pages, else English. An issued invoice keeps its language.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, wrong)
    .optional()
    .describe(
      'A currency for which this market has a rate; amounts are shown in it beside PT. By default the currency of the last invoice, else that of the account’s pages.',
    ),
})

/** The legal data of a provider on an invoice, as they were when the invoice was issued. */
const sellerFacts = z.strictObject({ name: z.string(), address: z.string(), taxNumber: z.string(), noTaxReason: z.string() })

const invoiceTax = z.strictObject({ name: z.string(), rateBps: z.int(), amount: uint128.describe('Contained in `pay`, rounded to the unit.') })

const decimal = z.string().regex(/^[0-9]+(\.[0-9]+)?$/)

const invoiceCurrency = z.strictObject({
  code: z.string().describe('ISO 4217.'),
  perPt: decimal.describe('The rate: one PT in the currency.'),
  source: z.string(),
  asOf: z.string().describe('The day of the rate.'),
  total: decimal.describe('`total` in the currency, rounded to its smallest unit.'),
  tax: decimal.nullable(),
})

/** An issued invoice, which never changes. Its amounts come from the contract's events in final blocks. */
export const invoiceWire = z
  .strictObject({
    number: z.string(),
    replaces: z.string().nullable().describe('Number of the invoice that this one replaces; null if it replaces none.'),
    language: z.enum(languages).default('en').describe('Language of its file.'),
    issuedAt: z.int().describe('Unix seconds.'),
    billedTo: z.strictObject({ name: z.string(), address: z.string(), taxId: z.string() }),
    soldBy: sellerFacts.nullable().default(null).describe('The legal data of the provider; null if it stored none.'),
    tax: invoiceTax.nullable().default(null).describe('The tax in `pay`; null if the provider charges none or stored no legal data.'),
    currency: invoiceCurrency.nullable().default(null).describe('The amounts in the currency of the invoice; null if it has amounts in PT only.'),
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
    start: z.int().describe('Start of billing, Unix seconds.'),
    end: z.int().describe('End of billing with the notice, Unix seconds.'),
    usedUntil: z.int().nullable().default(null).describe('End of the lease, if notice is billed after it, Unix seconds; otherwise null.'),
    simulated: z.boolean().default(false).describe('The machine was simulated.'),
    pay: uint128,
    ...feeShape({ payer: 'renter' }),
    total: uint128.describe(`${feeSum({ payer: 'renter' })}.`),
    compensation: uint128.describe('Paid to the renter from the provider’s bond; not part of the total.'),
    closedTx: hex32,
    closedBlock: z.int(),
  })
  .meta({ id: 'Invoice' })
export type InvoiceWire = z.infer<typeof invoiceWire>

/** The answer of `GET /leases/{leaseId}/invoices`, newest first. */
export const invoicesWire = z
  .strictObject({
    items: z.array(invoiceWire),
    hasSeller: z
      .boolean()
      .describe('True if the provider stored legal data, which the next invoice shows. Always false for everyone but the holder of the lease.'),
  })
  .meta({ id: 'Invoices' })
export type InvoicesWire = z.infer<typeof invoicesWire>
