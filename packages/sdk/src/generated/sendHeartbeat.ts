// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Report that machines are alive. A machine that is silent for `silentAfterSeconds` of the answer is hidden from renters. Codes: `auth.forbidden`. */
export const sendHeartbeat: EndpointCall<typeof nodeEndpoints.sendHeartbeat> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.sendHeartbeat>("/nodes/heartbeat", "POST", ["body"])
