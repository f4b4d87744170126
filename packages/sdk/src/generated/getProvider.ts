// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Nodes, asks, leases and earnings. Codes: `api.not_ready`, `chain.rpc_unavailable`. */
export const getProvider = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getProvider>("/provider", "GET")
