// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store readings of machines and leases, at most 500 at once. Codes: `auth.forbidden`. */
export const sendTelemetry: EndpointCall<typeof nodeEndpoints.sendTelemetry> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.sendTelemetry>("/nodes/telemetry", "POST", ["body"])
