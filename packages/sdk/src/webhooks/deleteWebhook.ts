import type { Transport } from '../client/createTransport.ts'

/** Deletes a webhook of the signed-in account; one that is gone is no error. */
export function deleteWebhook(transport: Transport, webhookId: string): Promise<void> {
  return transport.send<void>({ method: 'DELETE', path: `/account/webhooks/${webhookId}` })
}
