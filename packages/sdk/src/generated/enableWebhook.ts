// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { webhookEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Enable a webhook of the signed-in account again, after its deliveries failed. Waiting deliveries are sent then. Safe to repeat. Codes: `account.webhook_unknown`. */
export const enableWebhook: EndpointCall<typeof webhookEndpoints.enableWebhook> = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.enableWebhook>("/account/webhooks/{webhookId}/enable", "POST", ["webhookId"])
