// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reportEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Reports a problem with a live lease to its provider. The lease continues, and nothing is paid or refunded by it. Codes: see the document of the API. */
export const reportProblem: EndpointCall<typeof reportEndpoints.reportProblem> = /* @__PURE__ */ endpointCall<typeof reportEndpoints.reportProblem>("/leases/{leaseId}/reports", "POST", {"leaseId":"leaseId","...":"body"})
