// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reportEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the newest 100 problem reports of a lease with the answers. Only for its holder, its provider and teammates with the right `use`. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`, `lease.watch_only`. */
export const listLeaseReports: EndpointCall<typeof reportEndpoints.listLeaseReports> = /* @__PURE__ */ endpointCall<typeof reportEndpoints.listLeaseReports>("/leases/{leaseId}/reports", "GET", ["leaseId"])
