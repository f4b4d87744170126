import type { Queryable } from '../client/queryable.ts'

/** A webhook of an account, without its secret. */
export type WebhookRow = {
  readonly webhookId: string
  readonly url: string
  readonly kinds: readonly string[]
  readonly createdAt: Date
  readonly disabledAt: Date | null
}

/** The webhooks of an account, oldest first. Index: webhooks (account). Takes no lock. */
export async function listWebhooks(db: Queryable, { account }: { account: string }): Promise<WebhookRow[]> {
  return db.query<WebhookRow>(
    `select webhook_id as "webhookId", url, kinds, created_at as "createdAt", disabled_at as "disabledAt" from webhooks
     where account = $1 order by created_at, webhook_id`,
    [account],
  )
}
