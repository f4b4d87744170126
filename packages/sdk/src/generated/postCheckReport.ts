// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { serviceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the answers that a validator got from the services of a model in the present check or the one before. Codes: see the document of the API. */
export const postCheckReport: EndpointCall<typeof serviceEndpoints.postCheckReport> = /* @__PURE__ */ endpointCall<typeof serviceEndpoints.postCheckReport>("/services/checks", "POST", ["body"])
