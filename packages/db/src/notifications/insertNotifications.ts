import { lockForAppend } from '../client/lockForAppend.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * Tells accounts what `news` selects: a query of ours with the columns account, key, kind and facts (jsonb). An account is told a key once, however
 * often it comes; one that never signed in, or was deleted, is told nothing. Call it inside a transaction: that of what happened, or of the cursor that
 * says up to where it was read. Its webhooks and its confirmed e-mail address for that kind are to be told with it. Returns how many. Index: notifications (account, notification_key), webhooks (account). Takes the advisory lock of notifications until commit.
 */
export async function insertNotifications(tx: Queryable, { news, values }: { news: string; values: readonly unknown[] }): Promise<number> {
  await lockForAppend(tx, 'notifications')
  const rows = await tx.query(
    `with news as (select n.*, row_number() over () as nth from (${news}) n),
       told as (
         insert into notifications (account, notification_key, kind, facts)
         select news.account, news.key, news.kind, news.facts from news join accounts using (account) order by news.nth
         on conflict (account, notification_key) do nothing returning notification_id, account, kind),
       hooked as (
         insert into webhook_deliveries (webhook_id, notification_id, kind)
         select w.webhook_id, t.notification_id, t.kind from told t join webhooks w using (account) where t.kind = any(w.kinds) and w.disabled_at is null),
       mailed as (
         insert into mail_deliveries (mail_id, notification_id, kind)
         select m.mail_id, t.notification_id, t.kind from told t join mail_addresses m using (account)
         where t.kind = any(m.kinds) and m.confirmed_at is not null and m.stopped_at is null)
     select 1 from told`,
    values,
  )
  return rows.length
}
