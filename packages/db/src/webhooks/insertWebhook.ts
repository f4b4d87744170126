import type { Queryable } from '../client/queryable.ts'

/** A webhook to keep. */
export type NewWebhook = {
  readonly webhookId: string
  readonly account: string
  readonly url: string
  readonly kinds: readonly string[]
  readonly secret: Buffer
  /** Webhooks an account keeps at most. */
  readonly most: number
}

/** Keeps a webhook. False when the account keeps as many as it may. Call it inside a transaction: calls of one account wait for each other by its row. Index: webhooks (account). */
export async function insertWebhook(tx: Queryable, { webhookId, account, url, kinds, secret, most }: NewWebhook): Promise<boolean> {
  await tx.query('select 1 from accounts where account = $1 for update', [account])
  const rows = await tx.query(
    `insert into webhooks (webhook_id, account, url, kinds, secret) select $1, $2, $3, $4::text[], $5
     where (select count(*) from webhooks where account = $2) < $6 returning 1`,
    [webhookId, account, url, kinds, secret, most],
  )
  return rows.length === 1
}
