import type { WebhooksWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** The webhooks of the signed-in account, oldest first, without their secrets. */
export function listWebhooks(transport: Transport): Promise<WebhooksWire> {
  return transport.send<WebhooksWire>({ method: 'GET', path: '/account/webhooks' })
}
