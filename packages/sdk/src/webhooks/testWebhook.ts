import type { Transport } from '../client/createTransport.ts'

/** Has a webhook of the signed-in account told a test within seconds. Code: `account.webhook_unknown`. */
export function testWebhook(transport: Transport, webhookId: string): Promise<void> {
  return transport.send<void>({ method: 'POST', path: `/account/webhooks/${webhookId}/test` })
}
