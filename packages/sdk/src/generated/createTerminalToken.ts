// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Create a token that opens one terminal, log stream or file connection of a lease, once within a minute. Teammates need the right `use` for terminals and files. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`, `lease.over`. */
export const createTerminalToken: EndpointCall<typeof leaseEndpoints.createTerminalToken> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.createTerminalToken>("/leases/{leaseId}/terminal-token", "POST", {"leaseId":"leaseId","...":"body"})
