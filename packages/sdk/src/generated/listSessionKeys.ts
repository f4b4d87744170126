// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionKeyEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List up to 100 session keys of the signed-in account with their limits and spending, valid ones first. A session key gets only itself. Codes: `chain.rpc_unavailable`. */
export const listSessionKeys: EndpointCall<typeof sessionKeyEndpoints.listSessionKeys> = /* @__PURE__ */ endpointCall<typeof sessionKeyEndpoints.listSessionKeys>("/session-keys", "GET")
