// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { webhookEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Create a webhook for notifications of the signed-in account, at most three. The answer has its secret, which is shown only once. Codes: `account.webhooks_limit`, `account.webhook_refused`, `chain.rpc_unavailable`. */
export const createWebhook: EndpointCall<typeof webhookEndpoints.createWebhook> = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.createWebhook>("/account/webhooks", "POST", ["body"])
