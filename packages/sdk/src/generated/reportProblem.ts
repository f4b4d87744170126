// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reportEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Report a problem with a live lease to its provider, who is notified. The lease continues, and no money moves. Only for its holder and teammates with the right `use`. Codes: see the document of the API. */
export const reportProblem: EndpointCall<typeof reportEndpoints.reportProblem> = /* @__PURE__ */ endpointCall<typeof reportEndpoints.reportProblem>("/leases/{leaseId}/reports", "POST", {"leaseId":"leaseId","...":"body"})
