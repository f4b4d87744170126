// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the signed receipts for an order of the signed-in account and for its cancellations. Codes: `order.unknown`, `auth.forbidden`. */
export const listReceipts: EndpointCall<typeof orderEndpoints.listReceipts> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.listReceipts>("/orders/{hash}/receipts", "GET", ["hash"])
