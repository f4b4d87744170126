// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { webhookEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete a webhook of the signed-in account with its deliveries. No error if there is none. */
export const deleteWebhook: EndpointCall<typeof webhookEndpoints.deleteWebhook> = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.deleteWebhook>("/account/webhooks/{webhookId}", "DELETE", ["webhookId"])
