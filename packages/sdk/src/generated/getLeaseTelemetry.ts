// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { leaseEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the readings of a lease in the last hour, or in the last `hours`, oldest first. `resolutionSeconds` is the length of one sample. Only for its holder, teammates and provider. Codes: `lease.unknown`, `auth.forbidden`, `lease.not_holder`. */
export const getLeaseTelemetry: EndpointCall<typeof leaseEndpoints.getLeaseTelemetry> = /* @__PURE__ */ endpointCall<typeof leaseEndpoints.getLeaseTelemetry>("/leases/{leaseId}/telemetry", "GET", ["leaseId","query"])
