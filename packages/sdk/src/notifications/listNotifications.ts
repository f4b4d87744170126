import type { NotificationsQueryWire, NotificationsWire } from '@infinitio/domain/wire'
import type { Transport } from '../client/createTransport.ts'

/** What the signed-in account was told, newest first, 50 at a time unless `limit` says otherwise (100 at most), and how many of all are unread. */
export function listNotifications(transport: Transport, query: NotificationsQueryWire = {}): Promise<NotificationsWire> {
  return transport.send<NotificationsWire>({ method: 'GET', path: '/account/notifications', query })
}
