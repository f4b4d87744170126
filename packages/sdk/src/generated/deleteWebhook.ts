// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { webhookEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Deletes a webhook of the signed-in account; one that is gone is no error. */
export const deleteWebhook = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.deleteWebhook>("/account/webhooks/{webhookId}", "DELETE", ["webhookId"])
