import { listWebhookAttempts as listRows } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import { type WebhookAttemptsWire, webhookAttemptWire } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

const mostShown = 50

/** The last tries of a webhook, newest first; none of one that is gone, or another's. */
export async function listWebhookAttempts(
  { db }: Services,
  { account, webhookId }: { account: Address; webhookId: string },
): Promise<WebhookAttemptsWire> {
  const rows = await listRows(db, { account, webhookId, limit: mostShown })
  const items = rows.map(({ at, nextAt, ...row }) =>
    webhookAttemptWire.parse({ ...row, at: secondsOf(at), nextAt: row.state === 'waiting' ? secondsOf(nextAt) : null }),
  )
  return { items }
}

const secondsOf = (at: Date): number => Math.floor(at.getTime() / 1_000)
