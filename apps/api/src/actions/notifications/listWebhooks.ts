import { listWebhooks as listRows } from '@infinitio/db'
import { type Address, type NotificationKind, notificationKinds } from '@infinitio/domain'
import type { WebhooksWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'
import { mostWebhooks } from './createWebhook.ts'

/** The webhooks of an account, without their secrets. */
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
