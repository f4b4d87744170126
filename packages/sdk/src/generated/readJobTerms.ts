// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { jobEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the terms for jobs: the scheduler of this market, its adapters, and the limits of jobs and files. */
export const readJobTerms: EndpointCall<typeof jobEndpoints.readJobTerms> = /* @__PURE__ */ endpointCall<typeof jobEndpoints.readJobTerms>("/jobs/terms", "GET")
