// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { serviceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get what the checks of validators show about an AI service: its standing, and the results of the last 20 checks. Codes: `service.unknown`, `chain.rpc_unavailable`. */
export const getServiceChecks: EndpointCall<typeof serviceEndpoints.getServiceChecks> = /* @__PURE__ */ endpointCall<typeof serviceEndpoints.getServiceChecks>("/services/{service}/checks", "GET", ["service"])
