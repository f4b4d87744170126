import type { Queryable } from '../client/queryable.ts'

/** Has a delivery to a webhook of an account, in use, sent again soon, under the same id, with all its tries. False where there is none. Index: webhook_deliveries (delivery_id). */
export async function resendDelivery(db: Queryable, { account, deliveryId }: { account: string; deliveryId: string }): Promise<boolean> {
  const rows = await db.query(
    `update webhook_deliveries d set state = 'waiting', attempts = 0, next_at = now() from webhooks w
     where d.delivery_id = $2 and w.webhook_id = d.webhook_id and w.account = $1 and w.disabled_at is null returning 1`,
    [account, deliveryId],
  )
  return rows.length === 1
}
