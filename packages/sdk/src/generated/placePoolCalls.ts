// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { poolEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit up to 16 signed calls of the task pool and deposits by permit, which the market sends to the chain: all or none. The signature decides, so no session is needed. Codes: see the document of the API. */
export const placePoolCalls: EndpointCall<typeof poolEndpoints.placePoolCalls> = /* @__PURE__ */ endpointCall<typeof poolEndpoints.placePoolCalls>("/pool/calls", "POST", ["body.calls"])
