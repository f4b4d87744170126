// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { jobEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store a job for the signed-in account. Its scheduler plans it and sets the price; nothing is paid before you approve it and your balance at the task pool covers it. Codes: see the document of the API. */
export const createJob: EndpointCall<typeof jobEndpoints.createJob> = /* @__PURE__ */ endpointCall<typeof jobEndpoints.createJob>("/jobs", "POST", ["body"])
