import { markReadWire, notificationsQueryWire, notificationsWire } from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'
import { positions } from './positions.ts'

/** Endpoints for the notifications of an account: /account/notifications. */
export const notificationEndpoints = {
  listNotifications: endpoint({
    method: 'get',
    path: '/account/notifications',
    summary:
      'List the notifications of the signed-in account, newest first, with the number of all unread ones. For the next page, send the same query with `cursor: nextCursor`',
    access: 'account',
    cost: 2,
    query: notificationsQueryWire,
    position: positions.number,
    answer: notificationsWire,
    takes: ['query?'],
  }),
  markNotificationsRead: endpoint({
    method: 'post',
    path: '/account/notifications/read',
    summary: 'Mark a notification of the signed-in account as read, and with `andOlder` all older ones. Safe to repeat',
    access: 'account',
    cost: 1,
    body: markReadWire,
    status: 204,
    takes: ['body'],
  }),
}
