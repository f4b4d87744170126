import { z } from 'zod'
import { line, text } from '../scalars.ts'
import { drawable } from './invoices.ts'

const wrong = { error: 'api.invalid_field' } as const

/**
 * `PUT /account/seller`: the legal data of a provider for the invoices of its customers. It has the rate and the name of the tax, or the reason why the
 * provider charges no tax.
 */
export const putSellerWire = z.strictObject({
  name: line(120).regex(/\S/, wrong).describe(`The legal name. ${drawable}`),
  address: text(400)
    .regex(/^[^\t\r\u2028\u2029]*$/, wrong)
    .regex(/\S/, wrong)
    .describe(`Up to eight lines. ${drawable}`),
  taxNumber: line(40).describe(drawable),
  taxName: line(20).describe(`The name of the tax, such as VAT; without a rate it is not used. ${drawable}`),
  taxRateBps: z
    .int(wrong)
    .min(1, wrong)
    .max(10_000, wrong)
    .nullable()
    .describe('The rate that is contained in the prices, in hundredths of a percent; null where the provider charges no tax.'),
  noTaxReason: line(200).describe(`Why the provider charges no tax, for invoices; empty with a rate. ${drawable}`),
})
export type PutSellerWire = z.infer<typeof putSellerWire>

/** The answer of `GET /account/seller`. */
export const sellerWire = z
  .strictObject({
    seller: z
      .strictObject({
        name: z.string(),
        address: z.string(),
        taxNumber: z.string(),
        taxName: z.string(),
        taxRateBps: z.int().nullable(),
        noTaxReason: z.string(),
      })
      .nullable(),
  })
  .meta({ id: 'Seller' })
export type SellerWire = z.infer<typeof sellerWire>
