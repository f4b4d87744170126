import type { Transport } from '../client/createTransport.ts'

/** Puts a webhook of the signed-in account in use again, after its last try had failed. Code: `account.webhook_unknown`. */
export function enableWebhook(transport: Transport, webhookId: string): Promise<void> {
  return transport.send<void>({ method: 'POST', path: `/account/webhooks/${webhookId}/enable` })
}
