// Notifications of accounts. The API (role infinitio_api) writes the table `notifications`, and the tables of their deliveries to webhooks and e-mail
// addresses.
import { rowOf, type RowOf } from '../client/columns.ts'
import { lockForAppend } from '../client/advisoryLocks.ts'
import type { Queryable } from '../client/queryable.ts'
import { statement } from '../client/statement.ts'
import { tables } from '../generated/tables.ts'

/**
 * Stores a notification for each row of `news`, a query of this package with the columns account, key, kind and facts (jsonb). An account gets only one
 * notification for each key, even if the key occurs again. An account that never signed in, or was deleted, gets none. Also stores the deliveries to the
 * account's webhooks, and to its e-mail address if that is confirmed for this kind. Call it inside the transaction that stores the event or the cursor. Returns
 * the number of stored notifications. Index: notifications (account, notification_key), webhooks (account). Takes the advisory lock of notifications until
 * commit.
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

/**
 * Returns SQL for a jsonb with the facts of a lease `l` in a notification to `reader` (SQL for an account). `p` is the machine's profile, and `m` the name of
 * the lease, which only the account that chose it may see. The query must contain the joins of `leaseFactsJoins`.
 */
export function leaseFacts(reader: string): string {
  return `jsonb_build_object('lease', l.lease_id::text, 'leaseName', case when m.account = ${reader} then m.name end, 'node', l.node_id, 'nodeName', p.name)`
}

/** Joins that the SQL of `leaseFacts` needs. Index: the primary keys. */
export const leaseFactsJoins = 'left join node_profiles p on p.node_id = l.node_id left join lease_names m on m.bid_hash = l.bid_hash'

const notificationRow = rowOf({
  notificationId: tables.notifications.notification_id,
  kind: tables.notifications.kind,
  facts: tables.notifications.facts,
  createdAt: tables.notifications.created_at,
  readAt: tables.notifications.read_at,
})

/** A notification of an account. Its kind determines the shape of `facts`. */
export type NotificationRow = RowOf<typeof notificationRow>

const notificationsOfAccount = statement(
  notificationRow,
  `select notification_id as "notificationId", kind, facts, created_at as "createdAt", read_at as "readAt" from notifications
   where account = $1 and ($2::bigint is null or notification_id < $2) order by notification_id desc limit $3`,
)

/**
 * Lists the notifications of an account, newest first. If `beforeId` is given, lists only notifications with a lower id. Index: notifications (account,
 * notification_id). Takes no lock.
 */
export async function listNotifications(
  db: Queryable,
  { account, beforeId, limit }: { account: string; beforeId: bigint | null; limit: number },
): Promise<NotificationRow[]> {
  return notificationsOfAccount.rows(db, [account, beforeId, limit])
}

const notificationsCount = statement(
  rowOf({ count: 'int8' }),
  'select least(count(*), $2) as count from (select from notifications where account = $1 limit $2) counted',
)

/** Counts the notifications of an account, up to `most`. Index: notifications (account, notification_id). Takes no lock. */
export async function countNotifications(db: Queryable, { account, most }: { account: string; most: number }): Promise<number> {
  const row = await notificationsCount.first(db, [account, most])
  return Number(row?.count ?? 0n)
}

const unreadNotifications = statement(rowOf({ count: 'int8' }), 'select count(*) from notifications where account = $1 and read_at is null')

/** Returns the number of unread notifications of an account. Index: notifications_unread_idx. Takes no lock. */
export async function countUnread(db: Queryable, { account }: { account: string }): Promise<number> {
  const { count } = await unreadNotifications.only(db, [account])
  return Number(count)
}

/**
 * Marks one notification of an account as read, and with `andOlder` also all older ones. Changes no later notification, and none of another account. Index:
 * notifications (account, notification_id).
 */
export async function markRead(
  db: Queryable,
  { account, notificationId, andOlder }: { account: string; notificationId: bigint; andOlder: boolean },
): Promise<void> {
  await db.query(
    'update notifications set read_at = now() where account = $1 and read_at is null and (notification_id = $2 or ($3 and notification_id < $2))',
    [account, notificationId, andOlder],
  )
}
