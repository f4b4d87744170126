import { markReadWire, notificationsQueryWire, notificationsWire } from '@infinitio/domain/wire'
import { endpoint } from './endpoint.ts'

/** Endpoints for the notifications of an account: /account/notifications. */
export const notificationEndpoints = {
  listNotifications: endpoint({
    method: 'get',
    path: '/account/notifications',
    summary:
      'What the signed-in account was told, newest first, 50 at a time unless `limit` says otherwise (100 at most), and how many of all are unread',
    access: 'account',
    cost: 2,
    query: notificationsQueryWire,
    answer: notificationsWire,
    takes: ['query?'],
  }),
  markNotificationsRead: endpoint({
    method: 'post',
    path: '/account/notifications/read',
    summary: 'Marks a notification of the signed-in account as read, and with `andOlder` all before it',
    access: 'account',
    cost: 1,
    body: markReadWire,
    status: 204,
    takes: ['body'],
  }),
}
