import type { Queryable } from '../client/queryable.ts'

/** Has a webhook of an account told a test, soon. False where there is none in use. Index: webhooks (webhook_id). */
export async function insertTestDelivery(db: Queryable, { account, webhookId }: { account: string; webhookId: string }): Promise<boolean> {
  const rows = await db.query(
    `insert into webhook_deliveries (webhook_id, kind) select webhook_id, 'test' from webhooks
     where webhook_id = $2 and account = $1 and disabled_at is null returning 1`,
    [account, webhookId],
  )
  return rows.length === 1
}
