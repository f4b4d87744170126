import type { WebhookAttemptsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The last 50 tries to tell a webhook of the signed-in account something, newest first. */
export function listWebhookAttempts(transport: Transport, webhookId: string): Promise<WebhookAttemptsWire> {
  return transport.send<WebhookAttemptsWire>({ method: 'GET', path: `/account/webhooks/${webhookId}/attempts` })
}
