// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one hold of the signed-in account with its state and its machine. Codes: `hold.unknown`, `hold.not_owner`, `api.not_ready`. */
export const getHold: EndpointCall<typeof orderEndpoints.getHold> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.getHold>("/holds/{holdId}", "GET", ["holdId"])
