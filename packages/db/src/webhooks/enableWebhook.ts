import type { Queryable } from '../client/queryable.ts'

/** Puts a webhook of an account in use again: what waited is told. False where there is none. Index: webhooks (webhook_id). */
export async function enableWebhook(db: Queryable, { account, webhookId }: { account: string; webhookId: string }): Promise<boolean> {
  const rows = await db.query('update webhooks set disabled_at = null where webhook_id = $2 and account = $1 returning 1', [account, webhookId])
  return rows.length === 1
}
