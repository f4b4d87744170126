import { markRead } from '@infinitio/db'
import { markReadWire, notificationsQueryWire, notificationsWire } from '@infinitio/domain/wire'
import { listNotifications } from '../actions/listNotifications.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const

/** What an account is told: /account/notifications. */
export const notificationRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/notifications',
    summary: 'Notifications, newest first, and how many are unread',
    access: 'account',
    cost: 2,
    query: notificationsQueryWire,
    answer: notificationsWire,
    status: 200,
    codes: [],
    handle: (call) => listNotifications(call.services, { account: signedIn(call), ...call.query }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/account/notifications/read',
    summary: 'Mark a notification as read, or all up to it',
    access: 'account',
    cost: 1,
    body: markReadWire,
    answer: null,
    status: 204,
    codes: [],
    async handle(call) {
      const { notificationId, andOlder } = call.body
      await markRead(call.services.db, { account: signedIn(call), notificationId: BigInt(notificationId), andOlder })
      call.services.hub.wake()
      return null
    },
  }),
]
