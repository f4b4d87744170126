// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionKeyEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Session keys of the signed-in account, with what each may spend and has spent; a key sees itself alone. Codes: `chain.rpc_unavailable`. */
export const listSessionKeys: EndpointCall<typeof sessionKeyEndpoints.listSessionKeys> = /* @__PURE__ */ endpointCall<typeof sessionKeyEndpoints.listSessionKeys>("/session-keys", "GET")
