// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List starts within a week at which a search finds a cheaper machine, or any machine: at most one before the requested start and two after it. Codes: `api.invalid_field`, `api.not_ready`, `chain.rpc_unavailable`. */
export const getStarts: EndpointCall<typeof marketEndpoints.getStarts> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getStarts>("/listings/starts", "GET", ["query"])
