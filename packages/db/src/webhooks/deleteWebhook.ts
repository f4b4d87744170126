import type { Queryable } from '../client/queryable.ts'

/** Deletes a webhook of an account with what it was to be told; one that is gone, or another's, is left alone. Index: webhooks (webhook_id). */
export async function deleteWebhook(db: Queryable, { account, webhookId }: { account: string; webhookId: string }): Promise<void> {
  await db.query('delete from webhooks where webhook_id = $2 and account = $1', [account, webhookId])
}
