import { type NotificationKind, notificationKinds } from '@infinitio/domain'
import { deliveryOf } from '@infinitio/domain/wire'
import { type JsonSchema, schemaOf } from './schemaOf.ts'

const signatureHeaders = [
  ['webhook-id', 'Id of the delivery, the same for each try: ignore repetitions.'],
  ['webhook-timestamp', 'Unix seconds of this try: refuse tries that are older than five minutes.'],
  ['webhook-signature', '`v1,` and the HMAC-SHA256 over `id.timestamp.body` in base64, with the secret of the webhook (Standard Webhooks).'],
].map(([name, description]) => ({ name, in: 'header', required: true, description, schema: { type: 'string' } }))

/** Returns the section `webhooks` of the OpenAPI document: the request that a webhook receives for each kind of notification, and for a test. */
export function webhookOperations(schemas: Record<string, JsonSchema>): Record<string, object> {
  return Object.fromEntries(([...notificationKinds, 'test'] as const).map((kind) => [kind, { post: operationOf(kind, schemas) }]))
}

function operationOf(kind: NotificationKind | 'test', schemas: Record<string, JsonSchema>): object {
  return {
    operationId: `webhook_${kind}`,
    summary: kind === 'test' ? 'A test that the account asked for' : `A notification of kind ${kind}`,
    description:
      'We send it to each webhook of the account that lists this kind. Answer with any 2xx within ten seconds; after another answer we try again, eight times in all.',
    tags: ['webhooks'],
    parameters: signatureHeaders,
    requestBody: { required: true, content: { 'application/json': { schema: schemaOf(deliveryOf(kind), schemas) } } },
    responses: { '2XX': { description: 'Received. The body is not read.' } },
  }
}
