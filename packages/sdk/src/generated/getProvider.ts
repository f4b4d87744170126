// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the machines, asks, leases, alerts and earnings of the signed-in provider. Earnings are after the provider's fee. Codes: `api.not_ready`, `chain.rpc_unavailable`. */
export const getProvider: EndpointCall<typeof providerEndpoints.getProvider> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getProvider>("/provider", "GET")
