import type { BillingWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Who the invoices of the signed-in account are made out to; null where it gave nothing. */
export function getBilling(transport: Transport): Promise<BillingWire> {
  return transport.send<BillingWire>({ method: 'GET', path: '/account/billing' })
}
