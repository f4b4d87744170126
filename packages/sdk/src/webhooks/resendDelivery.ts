import type { Transport } from '../client/createTransport.ts'

/** Has a delivery to a webhook of the signed-in account sent again, under the same id. Code: `account.webhook_unknown`. */
export function resendDelivery(transport: Transport, deliveryId: string): Promise<void> {
  return transport.send<void>({ method: 'POST', path: `/account/webhooks/deliveries/${deliveryId}/resend` })
}
