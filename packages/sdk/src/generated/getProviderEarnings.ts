// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What the signed-in provider's closed leases came to, by period and by node: of 31 days, 13 weeks or 12 months, UTC, the current one included. */
export const getProviderEarnings: EndpointCall<typeof providerEndpoints.getProviderEarnings> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getProviderEarnings>("/provider/earnings", "GET", ["query"])
