import type { Queryable } from '../client/queryable.ts'

/** What an account was told; the shape of `facts` follows from the kind. */
export type NotificationRow = {
  readonly notificationId: bigint
  readonly kind: string
  readonly facts: unknown
  readonly createdAt: Date
  readonly readAt: Date | null
}

/** What an account was told, newest first, below an id or from the newest. Index: notifications (account, notification_id). Takes no lock. */
export async function listNotifications(
  db: Queryable,
  { account, beforeId, limit }: { account: string; beforeId: bigint | null; limit: number },
): Promise<NotificationRow[]> {
  return db.query<NotificationRow>(
    `select notification_id as "notificationId", kind, facts, created_at as "createdAt", read_at as "readAt" from notifications
     where account = $1 and ($2::bigint is null or notification_id < $2) order by notification_id desc limit $3`,
    [account, beforeId, limit],
  )
}
