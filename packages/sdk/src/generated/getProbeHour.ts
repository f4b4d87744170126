// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { probeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List all reports of validators about the network of machines in one hour, with their signatures. Codes: `api.invalid_field`. */
export const getProbeHour: EndpointCall<typeof probeEndpoints.getProbeHour> = /* @__PURE__ */ endpointCall<typeof probeEndpoints.getProbeHour>("/probes/hours/{hour}", "GET", ["hour"])
