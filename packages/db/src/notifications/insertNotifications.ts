import { lockForAppend } from '../client/lockForAppend.ts'
import type { Queryable } from '../client/queryable.ts'

/**
 * Tells accounts what `news` selects: a query of ours with the columns account, key, kind and facts (jsonb). An account is told a key once, however
 * often it comes; one that never signed in, or was deleted, is told nothing. Call it inside a transaction: that of what happened, or of the cursor that
 * says up to where it was read. Returns how many. Index: notifications (account, notification_key). Takes the advisory lock of notifications until commit.
 */
export async function insertNotifications(tx: Queryable, { news, values }: { news: string; values: readonly unknown[] }): Promise<number> {
  await lockForAppend(tx, 'notifications')
  const rows = await tx.query(
    `with news as (${news})
     insert into notifications (account, notification_key, kind, facts)
     select news.account, news.key, news.kind, news.facts from news join accounts using (account)
     on conflict (account, notification_key) do nothing returning 1`,
    values,
  )
  return rows.length
}
