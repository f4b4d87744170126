// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { webhookEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Send a test event to a webhook of the signed-in account within seconds. Codes: `account.webhook_unknown`. */
export const testWebhook: EndpointCall<typeof webhookEndpoints.testWebhook> = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.testWebhook>("/account/webhooks/{webhookId}/test", "POST", ["webhookId"])
