// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leasePortEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the ports of a lease with their URLs, and the valid access tokens of the signed-in account. Only for its holder and teammates with the right `use`. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export const getLeasePorts: EndpointCall<typeof leasePortEndpoints.getLeasePorts> = /* @__PURE__ */ endpointCall<typeof leasePortEndpoints.getLeasePorts>("/leases/{leaseId}/ports", "GET", ["leaseId"])
