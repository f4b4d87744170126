import type { Queryable } from '../client/queryable.ts'

/** Something a webhook is to be told now. `facts` and `at` are null for a test. */
export type DueDelivery = {
  readonly deliveryId: string
  readonly webhookId: string
  readonly account: string
  readonly url: string
  readonly secret: Buffer
  readonly kind: string
  readonly facts: unknown
  readonly at: Date
  readonly attempt: number
}

/**
 * Takes deliveries that are due, one of each webhook at most, and counts the try. A delivery that is taken is nobody else's for `claimSeconds`; whoever took it
 * and died leaves it to be tried once more. Locks the rows it takes; rows another sender takes are passed over. What another
 * sender took between the look and the lock is judged anew by its own columns. The column rounds to milliseconds, half of the time up, so that now is rounded as well. Index: webhook_deliveries_due_idx, webhook_deliveries_waiting_idx.
 */
export async function claimDeliveries(db: Queryable, { limit, claimSeconds }: { limit: number; claimSeconds: number }): Promise<DueDelivery[]> {
  return db.query<DueDelivery>(
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
    [limit, claimSeconds],
  )
}
