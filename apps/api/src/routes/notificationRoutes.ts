import { createHash } from 'node:crypto'
import {
  confirmMailAddress,
  deleteMailAddress,
  deleteWebhook,
  enableWebhook,
  insertTestDelivery,
  markRead,
  resendDelivery,
  stopMail,
} from '@infinitio/db'
import { mailEndpoints, notificationEndpoints, webhookEndpoints } from '@infinitio/endpoints'
import type { Refusal } from '@infinitio/domain'
import { listNotifications } from '../actions/notifications/listNotifications.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { putMail, readMail, readMailAttempts } from '../actions/notifications/mail.ts'
import { createWebhook, listWebhookAttempts, listWebhooks } from '../actions/notifications/webhooks.ts'
import { signedIn } from './signedIn.ts'

/** Endpoints for an account's notifications: /account/notifications. */
export const notificationRoutes = bindEndpoints(notificationEndpoints, {
  listNotifications: (call) => listNotifications(call.services, { account: signedIn(call), ...call.query }),
  async markNotificationsRead(call) {
    const { notificationId, andOlder } = call.body
    await markRead(call.services.db, { account: signedIn(call), notificationId: BigInt(notificationId), andOlder })
    call.services.hub.wake()
    return null
  },
})

/**
 * Endpoints for an account's e-mail address, /account/mail, and for the two links in mails, /mail.
 */
export const mailRoutes = bindEndpoints(mailEndpoints, {
  getMailSettings: (call) => readMail(call.services, { account: signedIn(call) }),
  putMailSettings: (call) => putMail(call.services, { account: signedIn(call), ...call.body }),
  async deleteMailSettings(call) {
    await deleteMailAddress(call.services.db, { account: signedIn(call) })
    return null
  },
  listMailAttempts: (call) => readMailAttempts(call.services, { account: signedIn(call) }),
  async confirmMail(call) {
    const tokenHash = createHash('sha256').update(Buffer.from(call.body.token, 'base64url')).digest()
    return (await confirmMailAddress(call.services.db, { tokenHash })) ? null : { rejected: 'account.mail_link_over' }
  },
  async stopMail(call) {
    await stopMail(call.services.db, { token: Buffer.from(call.params.token, 'base64url') })
    return null
  },
  async showStopMail(call) {
    const url = `${call.services.site.publicUrl}/mail#stop=${call.params.token}`
    const page = `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=${url}"><title>E-mail</title><a href="${url}">Stop e-mail</a>`
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'",
      'referrer-policy': 'no-referrer',
    }
    return new Response(page, { status: 200, headers })
  },
})

const doneOrUnknown = (isDone: boolean): null | Refusal => (isDone ? null : { rejected: 'account.webhook_unknown' })

/** Endpoints for webhooks, which get an account's notifications: /account/webhooks. */
export const webhookRoutes = bindEndpoints(webhookEndpoints, {
  listWebhooks: (call) => listWebhooks(call.services, { account: signedIn(call) }),
  createWebhook: (call) => createWebhook(call.services, { account: signedIn(call), ...call.body }),
  async deleteWebhook(call) {
    await deleteWebhook(call.services.db, { account: signedIn(call), webhookId: call.params.webhookId })
    return null
  },
  enableWebhook: async (call) => doneOrUnknown(await enableWebhook(call.services.db, { account: signedIn(call), ...call.params })),
  testWebhook: async (call) => doneOrUnknown(await insertTestDelivery(call.services.db, { account: signedIn(call), ...call.params })),
  listWebhookAttempts: (call) => listWebhookAttempts(call.services, { account: signedIn(call), ...call.params }),
  resendDelivery: async (call) => doneOrUnknown(await resendDelivery(call.services.db, { account: signedIn(call), ...call.params })),
})
