// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Check the health of the database, the chain, the engine and the market data. The status is 503 only if the database does not answer. */
export const getHealth: EndpointCall<typeof marketEndpoints.getHealth> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getHealth>("/health", "GET")
