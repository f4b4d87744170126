// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The signed receipts of one's own order, and of its cancellations. Codes: `order.unknown`, `auth.forbidden`. */
export const listReceipts: EndpointCall<typeof orderEndpoints.listReceipts> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.listReceipts>("/orders/{hash}/receipts", "GET", ["hash"])
