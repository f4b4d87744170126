// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** End a lease in two steps, or cancel one that is not ready: `step: draft` returns the message to sign; `step: signed` sends it to the chain. Codes: see the document of the API. */
export const draftEnd: EndpointCall<typeof leaseEndpoints.draftEnd> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.draftEnd>("/leases/{leaseId}/end", "POST", {"leaseId":"leaseId","body":"body"})
