import { createWebhookWire, uuid, webhookAttemptsWire, webhookCreatedWire, webhooksWire } from '@infinitio/domain/wire'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'

const params = z.strictObject({ webhookId: uuid })

/** Addresses that are told what an account is told: /account/webhooks. */
export const webhookEndpoints = {
  listWebhooks: endpoint({
    method: 'get',
    path: '/account/webhooks',
    summary: 'The webhooks of the signed-in account, oldest first, without their secrets',
    access: 'account',
    cost: 1,
    answer: webhooksWire,
    takes: [],
  }),
  createWebhook: endpoint({
    method: 'post',
    path: '/account/webhooks',
    summary: 'Makes a webhook of the signed-in account and gives its secret, which is said this once',
    access: 'account',
    cost: 20,
    body: createWebhookWire,
    answer: webhookCreatedWire,
    codes: ['account.webhooks_limit', 'account.webhook_refused', 'chain.rpc_unavailable'],
    takes: ['body'],
  }),
  deleteWebhook: endpoint({
    method: 'delete',
    path: '/account/webhooks/{webhookId}',
    summary: 'Deletes a webhook of the signed-in account; one that is gone is no error',
    access: 'account',
    cost: 1,
    params,
    status: 204,
    takes: ['webhookId'],
  }),
  enableWebhook: endpoint({
    method: 'post',
    path: '/account/webhooks/{webhookId}/enable',
    summary: 'Puts a webhook of the signed-in account in use again, after its last try had failed',
    access: 'account',
    cost: 20,
    params,
    status: 204,
    codes: ['account.webhook_unknown'],
    takes: ['webhookId'],
  }),
  testWebhook: endpoint({
    method: 'post',
    path: '/account/webhooks/{webhookId}/test',
    summary: 'Has a webhook of the signed-in account told a test within seconds',
    access: 'account',
    cost: 20,
    params,
    status: 204,
    codes: ['account.webhook_unknown'],
    takes: ['webhookId'],
  }),
  listWebhookAttempts: endpoint({
    method: 'get',
    path: '/account/webhooks/{webhookId}/attempts',
    summary: 'The last 50 tries to tell a webhook of the signed-in account something, newest first',
    access: 'account',
    cost: 2,
    params,
    answer: webhookAttemptsWire,
    takes: ['webhookId'],
  }),
  resendDelivery: endpoint({
    method: 'post',
    path: '/account/webhooks/deliveries/{deliveryId}/resend',
    summary: 'Has a delivery to a webhook of the signed-in account sent again, under the same id',
    access: 'account',
    cost: 20,
    params: z.strictObject({ deliveryId: uuid }),
    status: 204,
    codes: ['account.webhook_unknown'],
    takes: ['deliveryId'],
  }),
}
