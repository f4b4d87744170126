import { countNotifications, countUnread, listNotifications as listRows } from '@infinitio/db'
import type { Address } from '@infinitio/domain'
import { type NotificationsWire, mostItemsCounted, notificationWire, usualPageItems } from '@infinitio/domain/wire'
import type { Services } from '../../services/services.ts'

/**
 * Lists an account's notifications, newest first, with the number of unread ones. The first page also has the number of all of them, counted up to 1,000.
 */
export async function listNotifications(
  { db }: Services,
  { account, cursor, limit = usualPageItems }: { account: Address; cursor?: string | undefined; limit?: number | undefined },
): Promise<NotificationsWire> {
  const rows = await listRows(db, { account, beforeId: cursor === undefined ? null : BigInt(cursor), limit: limit + 1 })
  const items = rows.slice(0, limit).map(({ notificationId, kind, facts, createdAt, readAt }) =>
    // The database queries of this market wrote the data of these notifications, one query for each kind. The schema detects a mistake in such a query.
    notificationWire.parse({
      notificationId: notificationId.toString(),
      kind,
      facts,
      at: Math.floor(createdAt.getTime() / 1_000),
      read: readAt !== null,
    }),
  )
  return {
    items,
    unread: await countUnread(db, { account }),
    total: cursor === undefined ? await countNotifications(db, { account, most: mostItemsCounted }) : null,
    nextCursor: rows.length > limit ? (items.at(-1)?.notificationId ?? null) : null,
  }
}
