// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { webhookEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Send a delivery to a webhook of the signed-in account again, with the same id. Codes: `account.webhook_unknown`. */
export const resendDelivery: EndpointCall<typeof webhookEndpoints.resendDelivery> = /* @__PURE__ */ endpointCall<typeof webhookEndpoints.resendDelivery>("/account/webhooks/deliveries/{deliveryId}/resend", "POST", ["deliveryId"])
