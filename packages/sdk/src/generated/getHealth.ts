// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Whether database, chain and engine answer; 503 when the database does not. */
export const getHealth: EndpointCall<typeof marketEndpoints.getHealth> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getHealth>("/health", "GET")
