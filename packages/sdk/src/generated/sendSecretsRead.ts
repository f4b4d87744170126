// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { secretEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Says what became of the sealed secrets of a lease; those with a code are thrown away, and the renter is asked again. */
export const sendSecretsRead: EndpointCall<typeof secretEndpoints.sendSecretsRead> = /* @__PURE__ */ endpointCall<typeof secretEndpoints.sendSecretsRead>("/nodes/leases/{leaseId}/secrets", "POST", {"leaseId":"leaseId","...":"body"})
