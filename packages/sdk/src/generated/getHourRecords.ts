// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the seconds in which each machine was present in completed hours: from `first` to `last`, both included, at most 72. Records do not change. Codes: `api.invalid_field`, `api.not_found`, `chain.rpc_unavailable`. */
export const getHourRecords: EndpointCall<typeof emissionEndpoints.getHourRecords> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getHourRecords>("/emission/hours", "GET", ["query"])
