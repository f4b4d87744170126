import { randomBytes, randomUUID } from 'node:crypto'
import { insertWebhook, listWebhookAttempts as listAttemptRows, listWebhooks as listRows } from '@infinitio/db'
import { type Address, type NotificationKind, notificationKinds, type Refusal } from '@infinitio/domain'
import { type WebhookAttemptsWire, webhookAttemptWire, type WebhookCreatedWire, type WebhooksWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { allowsLoopback } from '../../webhooks/allowsLoopback.ts'
import { placeOf, webhookUrl } from '../../webhooks/placeOf.ts'
import { secretText } from '../../webhooks/postDelivery.ts'

/** Maximum number of webhooks of an account. */
export const mostWebhooks = 3
const secretBytes = 32

/** Creates a webhook and returns its secret, which no other call returns. Refuses with `account.webhook_refused` and `account.webhooks_limit`. */
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

/** Lists the webhooks of an account, without their secrets. */
export async function listWebhooks({ db }: Services, { account }: { account: Address }): Promise<WebhooksWire> {
  const rows = await listRows(db, { account })
  const items = rows.map(({ webhookId, url, kinds, createdAt, disabledAt }) => ({
    webhookId,
    url,
    kinds: kinds.filter(isKind),
    createdAt: secondsOf(createdAt),
    disabledAt: disabledAt === null ? null : secondsOf(disabledAt),
  }))
  return { items, most: mostWebhooks }
}

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000)
const isKind = (kind: string): kind is NotificationKind => (notificationKinds as readonly string[]).includes(kind)

const mostShown = 50

/** Lists the latest attempts of a webhook, newest first. The list is empty for a deleted webhook and for a webhook of another account. */
export async function listWebhookAttempts(
  { db }: Services,
  { account, webhookId }: { account: Address; webhookId: string },
): Promise<WebhookAttemptsWire> {
  const rows = await listAttemptRows(db, { account, webhookId, limit: mostShown })
  const items = rows.map(({ at, nextAt, ...row }) =>
    webhookAttemptWire.parse({ ...row, at: secondsOf(at), nextAt: row.state === 'waiting' ? secondsOf(nextAt) : null }),
  )
  return { items }
}
