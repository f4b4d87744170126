// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leasePortEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Create an access token for ports of a lease: `page` opens one port in a browser, once within a minute; `program` opens all ports until the lease ends. It is shown only once. Codes: see the document of the API. */
export const createPortToken: EndpointCall<typeof leasePortEndpoints.createPortToken> = /* @__PURE__ */ endpointCall<typeof leasePortEndpoints.createPortToken>("/leases/{leaseId}/port-tokens", "POST", {"leaseId":"leaseId","...":"body"})
