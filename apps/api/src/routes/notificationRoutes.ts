import { markRead } from '@infinitio/db'
import { listNotifications } from '../actions/notifications/listNotifications.ts'
import { signedIn } from './signedIn.ts'
import { notificationEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** What an account is told: /account/notifications. */
export const notificationRoutes = bindEndpoints(notificationEndpoints, {
  listNotifications: (call) => listNotifications(call.services, { account: signedIn(call), ...call.query }),
  async markNotificationsRead(call) {
    const { notificationId, andOlder } = call.body
    await markRead(call.services.db, { account: signedIn(call), notificationId: BigInt(notificationId), andOlder })
    call.services.hub.wake()
    return null
  },
})
