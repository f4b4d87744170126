// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { sessionKeyEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Session keys of the signed-in account, with what each may spend and has spent; a key sees itself alone. Codes: `chain.rpc_unavailable`. */
export const listSessionKeys = /* @__PURE__ */ endpointCall<typeof sessionKeyEndpoints.listSessionKeys>("/session-keys", "GET")
