// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Readings of one machine of the signed-in provider in the last hours, 1 to 720. Codes: `api.not_ready`, `node.unknown`. */
export const getMachineTelemetry: EndpointCall<typeof providerEndpoints.getMachineTelemetry> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getMachineTelemetry>("/provider/nodes/{node}/telemetry", "GET", ["node","query"])
