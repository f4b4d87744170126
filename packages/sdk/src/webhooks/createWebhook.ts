import type { CreateWebhookWire, WebhookCreatedWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** Makes a webhook of the signed-in account and gives its secret, which is said this once. Codes: `account.webhooks_limit`, `account.webhook_refused`. */
export function createWebhook(transport: Transport, body: CreateWebhookWire): Promise<WebhookCreatedWire> {
  return transport.send<WebhookCreatedWire>({ method: 'POST', path: '/account/webhooks', body })
}
