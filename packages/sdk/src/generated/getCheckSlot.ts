// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { serviceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the reports of validators about one check of AI services, with their signatures. Codes: `api.invalid_field`. */
export const getCheckSlot: EndpointCall<typeof serviceEndpoints.getCheckSlot> = /* @__PURE__ */ endpointCall<typeof serviceEndpoints.getCheckSlot>("/services/checks/{slot}", "GET", ["slot"])
