// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The leases of the signed-in provider that closed in a month such as "2026-11" or a year, UTC, newest first, with the sums of all of them: a page; `next` of it is the `after` of the next one. */
export const getProviderStatement: EndpointCall<typeof providerEndpoints.getProviderStatement> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getProviderStatement>("/provider/statement", "GET", ["query"])
