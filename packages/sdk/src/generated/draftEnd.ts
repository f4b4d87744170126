// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Ends a lease in two steps, or cancels one that is not ready: `step: draft` answers with what to sign, `step: signed` sends it to the chain. Codes: see the document of the API. */
export const draftEnd: EndpointCall<typeof leaseEndpoints.draftEnd> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.draftEnd>("/leases/{leaseId}/end", "POST", {"leaseId":"leaseId","body":"body"})
