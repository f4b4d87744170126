import type { BillingWire, PutBillingWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Says who invoices of the signed-in account are made out to from now on; those that were issued keep what they say. Code: `api.invalid_field` for signs that an invoice cannot show. */
export function putBilling(transport: Transport, body: PutBillingWire): Promise<BillingWire> {
  return transport.send<BillingWire>({ method: 'PUT', path: '/account/billing', body })
}
