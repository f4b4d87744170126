// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { serviceEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** A validator reports the answers of the services of a model in the present check. Codes: see the document of the API. */
export const postCheckReport: EndpointCall<typeof serviceEndpoints.postCheckReport> = /* @__PURE__ */ endpointCall<typeof serviceEndpoints.postCheckReport>("/services/checks", "POST", ["body"])
