import { z } from 'zod'
import { type NotificationKind, notificationKinds } from '../../notifications/notificationKinds.ts'
import { uuid } from '../scalars.ts'
import { notificationFacts } from './notifications.ts'

const kind = z.enum(notificationKinds, { error: 'api.invalid_field' })
const kinds = z.array(kind).min(1, { error: 'api.invalid_field' }).max(notificationKinds.length, { error: 'api.invalid_field' })

/** The body of `POST /account/webhooks`. */
export const createWebhookWire = z.strictObject({
  url: z.string({ error: 'api.invalid_field' }).min(1, { error: 'api.invalid_field' }).max(500, { error: 'api.invalid_field' }),
  kinds,
})
export type CreateWebhookWire = { url: string; kinds: NotificationKind[] }

/** `POST /account/webhooks` returns the webhook's secret. It is shown only in this answer. */
export const webhookCreatedWire = z
  .strictObject({
    webhookId: uuid,
    secret: z.string().describe('`whsec_` and 32 bytes in base64: the key of the signatures. It is not shown again.'),
  })
  .meta({ id: 'WebhookCreated' })
export type WebhookCreatedWire = z.infer<typeof webhookCreatedWire>

/** A URL that receives the account's notifications. */
export const webhookWire = z
  .strictObject({
    webhookId: uuid,
    url: z.string(),
    kinds: z.array(kind),
    createdAt: z.int().describe('Unix seconds.'),
    disabledAt: z.int().nullable().describe('When it was disabled after the last try of a delivery failed, Unix seconds; null while it is enabled.'),
  })
  .meta({ id: 'Webhook' })
export type WebhookWire = z.infer<typeof webhookWire>

/** The answer of `GET /account/webhooks`, oldest first. */
export const webhooksWire = z
  .strictObject({ items: z.array(webhookWire), most: z.int().describe('Maximum number of webhooks of an account.') })
  .meta({ id: 'Webhooks' })
export type WebhooksWire = z.infer<typeof webhooksWire>

/** One attempt to deliver to a webhook. */
export const webhookAttemptWire = z
  .strictObject({
    deliveryId: uuid.describe('The header `webhook-id`; the same for every try.'),
    kind: z.union([kind, z.literal('test')]),
    attempt: z.int(),
    at: z.int().describe('Unix seconds.'),
    status: z.int().nullable().describe('HTTP status of the answer; null if none came.'),
    tookMs: z.int(),
    error: z.string().nullable(),
    state: z.enum(['waiting', 'delivered', 'failed']).describe('State of the delivery.'),
    nextAt: z.int().nullable().describe('Time of the next try, Unix seconds; null if there is none.'),
  })
  .meta({ id: 'WebhookAttempt' })
export type WebhookAttemptWire = z.infer<typeof webhookAttemptWire>

/** The answer of `GET /account/webhooks/{webhookId}/attempts`, newest first. */
export const webhookAttemptsWire = z.strictObject({ items: z.array(webhookAttemptWire) }).meta({ id: 'WebhookAttempts' })
export type WebhookAttemptsWire = z.infer<typeof webhookAttemptsWire>

/** The JSON body that the market sends to a webhook: a notification's kind and facts. */
export type DeliveryWire = { type: string; timestamp: string; data: Record<string, unknown> }

/** Returns the schema of the body for one kind of notification. A test delivery has the kind `test` and no facts. */
export function deliveryOf(kind: NotificationKind | 'test') {
  return z.strictObject({
    type: z.literal(kind),
    timestamp: z.iso.datetime().describe('When the notification was created (ISO 8601).'),
    data: kind === 'test' ? z.strictObject({}) : notificationFacts[kind],
  })
}
