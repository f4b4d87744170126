// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leasePortEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Takes an access token for programs back; what it opened ends within two seconds. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export const revokePortToken: EndpointCall<typeof leasePortEndpoints.revokePortToken> = /* @__PURE__ */ endpointCall<typeof leasePortEndpoints.revokePortToken>("/leases/{leaseId}/port-tokens/{tokenId}", "DELETE", {"leaseId":"leaseId","tokenId":"tokenId"})
