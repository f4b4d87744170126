// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the earnings of the signed-in provider's closed leases by period and by machine, for 31 days, 13 weeks or 12 months (UTC), the current one included. */
export const getProviderEarnings: EndpointCall<typeof providerEndpoints.getProviderEarnings> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getProviderEarnings>("/provider/earnings", "GET", ["query"])
