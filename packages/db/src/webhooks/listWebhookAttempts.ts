import type { Queryable } from '../client/queryable.ts'

/** One try to tell a webhook something, and how far that is. */
export type WebhookAttemptRow = {
  readonly deliveryId: string
  readonly kind: string
  readonly attempt: number
  readonly at: Date
  readonly status: number | null
  readonly tookMs: number
  readonly error: string | null
  readonly state: 'waiting' | 'delivered' | 'failed'
  readonly nextAt: Date
}

/** The last tries of a webhook of an account, newest first. Index: webhook_deliveries (webhook_id, created_at), webhook_attempts (delivery_id). Takes no lock. */
export async function listWebhookAttempts(
  db: Queryable,
  { account, webhookId, limit }: { account: string; webhookId: string; limit: number },
): Promise<WebhookAttemptRow[]> {
  return db.query<WebhookAttemptRow>(
    `select d.delivery_id as "deliveryId", d.kind, a.attempt, a.at, a.status, a.took_ms as "tookMs", a.error, d.state, d.next_at as "nextAt"
     from webhooks w join webhook_deliveries d using (webhook_id) join webhook_attempts a using (delivery_id)
     where w.webhook_id = $2 and w.account = $1 order by a.attempt_id desc limit $3`,
    [account, webhookId, limit],
  )
}
