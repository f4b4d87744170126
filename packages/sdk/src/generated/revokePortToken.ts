// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leasePortEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Revoke an access token that the signed-in account created for programs. Connections that it opened end within two seconds. Safe to repeat. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export const revokePortToken: EndpointCall<typeof leasePortEndpoints.revokePortToken> = /* @__PURE__ */ endpointCall<typeof leasePortEndpoints.revokePortToken>("/leases/{leaseId}/port-tokens/{tokenId}", "DELETE", {"leaseId":"leaseId","tokenId":"tokenId"})
