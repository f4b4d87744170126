// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** What was seen of nodes in hours that are over, both included, at most 72. Codes: `api.invalid_field`, `api.not_found`, `chain.rpc_unavailable`. */
export const getHourRecords: EndpointCall<typeof emissionEndpoints.getHourRecords> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getHourRecords>("/emission/hours", "GET", ["query"])
