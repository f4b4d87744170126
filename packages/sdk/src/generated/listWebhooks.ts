// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { webhookEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the webhooks of the signed-in account, oldest first, without their secrets. */
export const listWebhooks: EndpointCall<typeof webhookEndpoints.listWebhooks> = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.listWebhooks>("/account/webhooks", "GET")
