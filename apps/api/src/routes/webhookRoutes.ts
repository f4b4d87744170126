import { deleteWebhook, enableWebhook, insertTestDelivery, resendDelivery } from '@infinitio/db'
import type { Refusal } from '@infinitio/domain'
import { webhookEndpoints } from '@infinitio/endpoints'
import { createWebhook, listWebhookAttempts, listWebhooks } from '../actions/notifications/webhooks.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'
import { signedIn } from './signedIn.ts'

const doneOrUnknown = (isDone: boolean): null | Refusal => (isDone ? null : { rejected: 'account.webhook_unknown' })

/** Addresses that are told what an account is told: /account/webhooks. */
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
