// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { secretEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Report whether the machine could use the encrypted secrets of a lease. With a `code`, they are deleted, and the renter must send them again. */
export const sendSecretsRead: EndpointCall<typeof secretEndpoints.sendSecretsRead> = /* @__PURE__ */ endpointCall<typeof secretEndpoints.sendSecretsRead>("/nodes/leases/{leaseId}/secrets", "POST", {"leaseId":"leaseId","...":"body"})
