// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { webhookEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the last 50 attempts to deliver to a webhook of the signed-in account, newest first. */
export const listWebhookAttempts: EndpointCall<typeof webhookEndpoints.listWebhookAttempts> = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.listWebhookAttempts>("/account/webhooks/{webhookId}/attempts", "GET", ["webhookId"])
