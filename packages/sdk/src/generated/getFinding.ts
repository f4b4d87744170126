// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { findingEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one finding: the accused service and its act, the panel with its answers and reasons, the next step and its deadline. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getFinding: EndpointCall<typeof findingEndpoints.getFinding> = /* @__PURE__ */ endpointCall<typeof findingEndpoints.getFinding>("/findings/{id}", "GET", ["id"])
