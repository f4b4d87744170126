// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the readings of one machine of the signed-in provider in the last hour, or in the last `hours` (at most 720), oldest first. Codes: `api.not_ready`, `node.unknown`. */
export const getMachineTelemetry: EndpointCall<typeof providerEndpoints.getMachineTelemetry> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getMachineTelemetry>("/provider/nodes/{node}/telemetry", "GET", ["node","query"])
