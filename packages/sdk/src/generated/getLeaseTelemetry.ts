// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Readings of the last hour (or `hours`, at most 720) of a lease, oldest first, as fine as they are still kept: `resolutionSeconds` says how fine. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const getLeaseTelemetry: EndpointCall<typeof leaseEndpoints.getLeaseTelemetry> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getLeaseTelemetry>("/leases/{leaseId}/telemetry", "GET", ["leaseId","query"])
