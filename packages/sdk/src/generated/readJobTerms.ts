// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { jobEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Who runs jobs here, with which adapters, and up to which size. */
export const readJobTerms: EndpointCall<typeof jobEndpoints.readJobTerms> = /* @__PURE__ */ endpointCall<typeof jobEndpoints.readJobTerms>("/jobs/terms", "GET")
