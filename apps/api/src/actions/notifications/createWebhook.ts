import { randomBytes, randomUUID } from 'node:crypto'
import { insertWebhook } from '@infinitio/db'
import type { Address, NotificationKind, Refusal } from '@infinitio/domain'
import type { WebhookCreatedWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { allowsLoopback } from '../../webhooks/allowsLoopback.ts'
import { placeOf, webhookUrl } from '../../webhooks/placeOf.ts'
import { secretText } from '../../webhooks/signDelivery.ts'

/** Webhooks an account has at most. */
export const mostWebhooks = 3
const secretBytes = 32

/** Makes a webhook and says its secret, once. Refuses with `account.webhook_refused` and `account.webhooks_limit`. */
export async function createWebhook(
  services: Services,
  { account, url: text, kinds }: { account: Address; url: string; kinds: readonly NotificationKind[] },
): Promise<WebhookCreatedWire | Refusal> {
  const permits = { allowsLoopback: await allowsLoopback(services) }
  const url = webhookUrl(text, permits)
  if (url === null || (await placeOf(url, permits)) === null) return { rejected: 'account.webhook_refused' }
  const webhookId = randomUUID()
  const secret = randomBytes(secretBytes)
  const row = { webhookId, account, url: url.href, kinds: [...new Set(kinds)], secret, most: mostWebhooks }
  const isKept = await services.db.transaction((tx) => insertWebhook(tx, row))
  return isKept ? { webhookId, secret: secretText(secret) } : { rejected: 'account.webhooks_limit' }
}
