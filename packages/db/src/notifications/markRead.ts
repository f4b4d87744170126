import type { Queryable } from '../client/queryable.ts'

/**
 * Marks what an account was told as read: one notification, or all up to it, so that what came meanwhile stays unread. Another's is left alone.
 * Index: notifications (account, notification_id).
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
