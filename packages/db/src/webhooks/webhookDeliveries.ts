// Deliveries to webhooks and their attempts. The API (role infinitio_api) writes the tables `webhook_deliveries` and `webhook_attempts`.
import { oneOf, rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'
import { insertNotifications } from '../notifications/notifications.ts'

const dueDeliveryRow = rowOf({
  deliveryId: tables.webhook_deliveries.delivery_id,
  webhookId: tables.webhook_deliveries.webhook_id,
  account: tables.webhooks.account,
  url: tables.webhooks.url,
  secret: tables.webhooks.secret,
  kind: tables.webhook_deliveries.kind,
  facts: 'jsonb',
  at: 'timestamptz',
  attempt: tables.webhook_deliveries.attempts,
})

/** A delivery to a webhook that is due. `facts` (the data of the notification) is empty for a test delivery. */
export type DueDelivery = RowOf<typeof dueDeliveryRow>

const dueDeliveries = statement(
  dueDeliveryRow,
  `with due as (
     select d.delivery_id, d.webhook_id from webhook_deliveries d join webhooks w using (webhook_id)
     where d.state = 'waiting' and d.next_at <= now()::timestamptz(3) and w.disabled_at is null
       and (d.claimed_until is null or d.claimed_until <= now())
       and not exists (select from webhook_deliveries o where o.webhook_id = d.webhook_id and o.state = 'waiting' and o.claimed_until > now())
       and not exists (select from webhook_deliveries o where o.webhook_id = d.webhook_id and o.state = 'waiting' and (o.next_at, o.delivery_id) < (d.next_at, d.delivery_id))
     order by d.next_at limit $1 for update of d skip locked),
   taken as (
     update webhook_deliveries d set attempts = attempts + 1, claimed_until = now() + make_interval(secs => $2)
     from due where d.delivery_id = due.delivery_id
     returning d.delivery_id, d.webhook_id, d.notification_id, d.kind, d.attempts, d.created_at)
   select t.delivery_id as "deliveryId", t.webhook_id as "webhookId", w.account, w.url, w.secret, t.kind, coalesce(n.facts, '{}'::jsonb) as facts,
     coalesce(n.created_at, t.created_at) as at, t.attempts as attempt
   from taken t join webhooks w using (webhook_id) left join notifications n using (notification_id)`,
)

/**
 * Claims due deliveries, at most one for each webhook, and counts the attempt. No other sender can claim the same delivery for `claimSeconds`; if its sender
 * dies, another sender can claim it after that time. Locks the rows that it claims and skips rows that another sender has locked. If another sender claimed a
 * row between the search and the lock, Postgres checks the row's columns again. The stored times are rounded to milliseconds, so the query rounds now() as
 * well. Index: webhook_deliveries_due_idx, webhook_deliveries_waiting_idx.
 */
export async function claimDeliveries(db: Queryable, { limit, claimSeconds }: { limit: number; claimSeconds: number }): Promise<DueDelivery[]> {
  return dueDeliveries.rows(db, [limit, claimSeconds])
}

/** The result of an attempt. `retrySeconds` is the time until the next attempt; null after a success or the last attempt. */
export type Attempt = {
  readonly deliveryId: string
  readonly webhookId: string
  readonly attempt: number
  readonly status: number | null
  readonly tookMs: number
  readonly error: string | null
  readonly retrySeconds: number | null
}

const disabledWebhook = statement(
  rowOf({ account: tables.webhooks.account }),
  `update webhooks w set disabled_at = now() from webhook_deliveries d
   where d.delivery_id = $1 and w.webhook_id = d.webhook_id and w.disabled_at is null
     and not exists (select from webhook_deliveries o where o.webhook_id = d.webhook_id and o.delivered_at >= d.created_at) returning w.account`,
)

/**
 * Stores the result of an attempt and the delivery's next state. If a later attempt of this delivery was already claimed, only adds the result to the log of
 * attempts. If the last attempt failed, and no delivery has reached the webhook since this delivery was created, disables the webhook and notifies its account.
 * Call it inside a transaction. Index: the primary keys, webhook_deliveries (webhook_id, created_at).
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
  const disabled = await disabledWebhook.first(tx, [deliveryId])
  if (disabled === null) return
  await insertNotifications(tx, {
    news: `select account, 'webhook_disabled:' || $2::text as key, 'webhook_disabled' as kind,
        jsonb_build_object('webhookId', webhook_id, 'url', url) as facts from webhooks where webhook_id = $1`,
    values: [webhookId, `${deliveryId}:${attempt}`],
  })
}

const webhookAttemptRow = rowOf({
  deliveryId: tables.webhook_deliveries.delivery_id,
  kind: tables.webhook_deliveries.kind,
  attempt: tables.webhook_attempts.attempt,
  at: tables.webhook_attempts.at,
  status: tables.webhook_attempts.status,
  tookMs: tables.webhook_attempts.took_ms,
  error: tables.webhook_attempts.error,
  state: oneOf(tables.webhook_deliveries.state, ['waiting', 'delivered', 'failed']),
  nextAt: tables.webhook_deliveries.next_at,
})

/** One attempt of a delivery to a webhook, and the state of the delivery. */
export type WebhookAttemptRow = RowOf<typeof webhookAttemptRow>

const attemptsOfWebhook = statement(
  webhookAttemptRow,
  `select d.delivery_id as "deliveryId", d.kind, a.attempt, a.at, a.status, a.took_ms as "tookMs", a.error, d.state, d.next_at as "nextAt"
   from webhooks w join webhook_deliveries d using (webhook_id) join webhook_attempts a using (delivery_id)
   where w.webhook_id = $2 and w.account = $1 order by a.attempt_id desc limit $3`,
)

/**
 * Lists the last attempts of a webhook of an account, newest first. Index: webhook_deliveries (webhook_id, created_at), webhook_attempts (delivery_id). Takes
 * no lock.
 */
export async function listWebhookAttempts(
  db: Queryable,
  { account, webhookId, limit }: { account: string; webhookId: string; limit: number },
): Promise<WebhookAttemptRow[]> {
  return attemptsOfWebhook.rows(db, [account, webhookId, limit])
}

/** Stores a test delivery, which a job sends later. Returns false if the account has no enabled webhook with this id. Index: webhooks (webhook_id). */
export async function insertTestDelivery(db: Queryable, { account, webhookId }: { account: string; webhookId: string }): Promise<boolean> {
  const rows = await db.query(
    `insert into webhook_deliveries (webhook_id, kind) select webhook_id, 'test' from webhooks
     where webhook_id = $2 and account = $1 and disabled_at is null returning 1`,
    [account, webhookId],
  )
  return rows.length === 1
}

/**
 * Makes a delivery due again, with the same id and with its attempts counted from zero. Returns false if the account has no such delivery, or if its webhook is
 * disabled. Index: webhook_deliveries (delivery_id).
 */
export async function resendDelivery(db: Queryable, { account, deliveryId }: { account: string; deliveryId: string }): Promise<boolean> {
  const rows = await db.query(
    `update webhook_deliveries d set state = 'waiting', attempts = 0, next_at = now() from webhooks w
     where d.delivery_id = $2 and w.webhook_id = d.webhook_id and w.account = $1 and w.disabled_at is null returning 1`,
    [account, deliveryId],
  )
  return rows.length === 1
}
