import { deleteWebhook, enableWebhook, insertTestDelivery, resendDelivery } from '@infinitio/db'
import { createWebhookWire, uuid, webhookAttemptsWire, webhookCreatedWire, webhooksWire } from '@infinitio/domain/wire'
import type { Refusal } from '@infinitio/domain'
import { z } from 'zod'
import { createWebhook } from '../actions/createWebhook.ts'
import { listWebhookAttempts } from '../actions/listWebhookAttempts.ts'
import { listWebhooks } from '../actions/listWebhooks.ts'
import { endpoint } from '../http/endpoint.ts'
import { signedIn } from './signedIn.ts'

const nothing = { params: null, query: null, body: null } as const
const params = z.strictObject({ webhookId: uuid })
const doneOrUnknown = (isDone: boolean): null | Refusal => (isDone ? null : { rejected: 'account.webhook_unknown' })

/** Addresses that are told what an account is told: /account/webhooks. */
export const webhookRoutes = [
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/webhooks',
    summary: 'Webhooks, without their secrets',
    access: 'account',
    cost: 1,
    answer: webhooksWire,
    status: 200,
    codes: [],
    handle: (call) => listWebhooks(call.services, { account: signedIn(call) }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/account/webhooks',
    summary: 'Make a webhook; its secret is said once',
    access: 'account',
    cost: 20,
    body: createWebhookWire,
    answer: webhookCreatedWire,
    status: 200,
    codes: ['account.webhooks_limit', 'account.webhook_refused', 'chain.rpc_unavailable'],
    handle: (call) => createWebhook(call.services, { account: signedIn(call), ...call.body }),
  }),
  endpoint({
    ...nothing,
    method: 'delete',
    path: '/account/webhooks/{webhookId}',
    summary: 'Delete a webhook',
    access: 'account',
    cost: 1,
    params,
    answer: null,
    status: 204,
    codes: [],
    async handle(call) {
      await deleteWebhook(call.services.db, { account: signedIn(call), webhookId: call.params.webhookId })
      return null
    },
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/account/webhooks/{webhookId}/enable',
    summary: 'Put a webhook in use again',
    access: 'account',
    cost: 20,
    params,
    answer: null,
    status: 204,
    codes: ['account.webhook_unknown'],
    handle: async (call) => doneOrUnknown(await enableWebhook(call.services.db, { account: signedIn(call), ...call.params })),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/account/webhooks/{webhookId}/test',
    summary: 'Have a webhook told a test',
    access: 'account',
    cost: 20,
    params,
    answer: null,
    status: 204,
    codes: ['account.webhook_unknown'],
    handle: async (call) => doneOrUnknown(await insertTestDelivery(call.services.db, { account: signedIn(call), ...call.params })),
  }),
  endpoint({
    ...nothing,
    method: 'get',
    path: '/account/webhooks/{webhookId}/attempts',
    summary: 'The last 50 tries of a webhook, newest first',
    access: 'account',
    cost: 2,
    params,
    answer: webhookAttemptsWire,
    status: 200,
    codes: [],
    handle: (call) => listWebhookAttempts(call.services, { account: signedIn(call), ...call.params }),
  }),
  endpoint({
    ...nothing,
    method: 'post',
    path: '/account/webhooks/deliveries/{deliveryId}/resend',
    summary: 'Have a delivery sent again, under the same id',
    access: 'account',
    cost: 20,
    params: z.strictObject({ deliveryId: uuid }),
    answer: null,
    status: 204,
    codes: ['account.webhook_unknown'],
    handle: async (call) => doneOrUnknown(await resendDelivery(call.services.db, { account: signedIn(call), ...call.params })),
  }),
]
