// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Release a hold of the signed-in account. Nothing happens if it is over; a used hold is refused. Codes: `hold.unknown`, `hold.not_owner`, `hold.already_used`. */
export const releaseHold: EndpointCall<typeof orderEndpoints.releaseHold> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.releaseHold>("/holds/{holdId}", "DELETE", ["holdId"])
