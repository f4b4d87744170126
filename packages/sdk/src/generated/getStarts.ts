// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Starts within a week at which a search finds something cheaper, or something at all: one before the asked start and two after it at most. Codes: `api.not_ready`, `chain.rpc_unavailable`. */
export const getStarts: EndpointCall<typeof marketEndpoints.getStarts> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getStarts>("/listings/starts", "GET", ["query"])
