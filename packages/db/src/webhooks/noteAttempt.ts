import { insertNotifications } from '../notifications/insertNotifications.ts'
import type { Queryable } from '../client/queryable.ts'

/** What came of a try. `retrySeconds`: when it is tried again; null when it is not, after a success or the last try. */
export type Attempt = {
  readonly deliveryId: string
  readonly webhookId: string
  readonly attempt: number
  readonly status: number | null
  readonly tookMs: number
  readonly error: string | null
  readonly retrySeconds: number | null
}

/**
 * Notes a try and what is next; a try that another one has overtaken is only logged. Where the last try failed and nothing else reached the webhook since, the
 * webhook is put out of use and its account is told. Call it inside a transaction. Index: the primary keys, webhook_deliveries (webhook_id, created_at).
 */
export async function noteAttempt(tx: Queryable, { deliveryId, webhookId, attempt, status, tookMs, error, retrySeconds }: Attempt): Promise<void> {
  const isDelivered = error === null
  const state = isDelivered ? 'delivered' : retrySeconds === null ? 'failed' : 'waiting'
  await tx.query(
    `insert into webhook_attempts (delivery_id, attempt, status, took_ms, error)
     select delivery_id, $2, $3, $4, $5 from webhook_deliveries where delivery_id = $1`,
    [deliveryId, attempt, status, tookMs, error],
  )
  const noted = await tx.query(
    `update webhook_deliveries set state = $3, claimed_until = null, next_at = now() + make_interval(secs => $4),
       delivered_at = case when $3 = 'delivered' then now() else delivered_at end
     where delivery_id = $1 and attempts = $2 and state = 'waiting' returning 1`,
    [deliveryId, attempt, state, retrySeconds ?? 0],
  )
  if (noted.length === 0 || state !== 'failed') return
  const [disabled] = await tx.query<{ account: string }>(
    `update webhooks w set disabled_at = now() from webhook_deliveries d
     where d.delivery_id = $1 and w.webhook_id = d.webhook_id and w.disabled_at is null
       and not exists (select from webhook_deliveries o where o.webhook_id = d.webhook_id and o.delivered_at >= d.created_at) returning w.account`,
    [deliveryId],
  )
  if (disabled === undefined) return
  await insertNotifications(tx, {
    news: `select account, 'webhook_disabled:' || $2::text as key, 'webhook_disabled' as kind,
        jsonb_build_object('webhookId', webhook_id, 'url', url) as facts from webhooks where webhook_id = $1`,
    values: [webhookId, `${deliveryId}:${attempt}`],
  })
}
