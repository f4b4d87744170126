// Webhooks of accounts. The API (role infinitio_api) writes the table `webhooks`.
import { rowOf, type RowOf } from '../client/columns.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/** A webhook to store. */
export type NewWebhook = {
  readonly webhookId: string
  readonly account: string
  readonly url: string
  readonly kinds: readonly string[]
  readonly secret: Buffer
  /** Maximum number of webhooks of an account. */
  readonly most: number
}

/**
 * Stores a webhook. Returns false if the account has the maximum number. Call it inside a transaction: it locks the row of the account, so parallel calls wait
 * for each other. Index: webhooks (account).
 */
export async function insertWebhook(tx: Queryable, { webhookId, account, url, kinds, secret, most }: NewWebhook): Promise<boolean> {
  await tx.query('select 1 from accounts where account = $1 for update', [account])
  const rows = await tx.query(
    `insert into webhooks (webhook_id, account, url, kinds, secret) select $1, $2, $3, $4::text[], $5
     where (select count(*) from webhooks where account = $2) < $6 returning 1`,
    [webhookId, account, url, kinds, secret, most],
  )
  return rows.length === 1
}

const webhookRow = rowOf({
  webhookId: tables.webhooks.webhook_id,
  url: tables.webhooks.url,
  kinds: tables.webhooks.kinds,
  createdAt: tables.webhooks.created_at,
  disabledAt: tables.webhooks.disabled_at,
})

/** A webhook of an account, without its secret. */
export type WebhookRow = RowOf<typeof webhookRow>

const webhooksOfAccount = statement(
  webhookRow,
  `select webhook_id as "webhookId", url, kinds, created_at as "createdAt", disabled_at as "disabledAt" from webhooks
   where account = $1 order by created_at, webhook_id`,
)

/** Lists the webhooks of an account, oldest first. Index: webhooks (account). Takes no lock. */
export async function listWebhooks(db: Queryable, { account }: { account: string }): Promise<WebhookRow[]> {
  return webhooksOfAccount.rows(db, [account])
}

/**
 * Enables a webhook of an account again; then its waiting deliveries are sent. Returns false if the account has no such webhook. Index: webhooks (webhook_id).
 */
export async function enableWebhook(db: Queryable, { account, webhookId }: { account: string; webhookId: string }): Promise<boolean> {
  const rows = await db.query('update webhooks set disabled_at = null where webhook_id = $2 and account = $1 returning 1', [account, webhookId])
  return rows.length === 1
}

/** Deletes a webhook of an account with its deliveries. Changes nothing if the account has no such webhook. Index: webhooks (webhook_id). */
export async function deleteWebhook(db: Queryable, { account, webhookId }: { account: string; webhookId: string }): Promise<void> {
  await db.query('delete from webhooks where webhook_id = $2 and account = $1', [account, webhookId])
}
