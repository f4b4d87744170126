// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { serviceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one AI service: its prices, terms, bond and royalty. Codes: `service.unknown`. */
export const getService: EndpointCall<typeof serviceEndpoints.getService> = /* @__PURE__ */ endpointCall<typeof serviceEndpoints.getService>("/services/{service}", "GET", ["service"])
