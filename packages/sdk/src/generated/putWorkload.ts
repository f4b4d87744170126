// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store a workload (what runs in a lease) by the hash of its content. Safe to repeat. Codes: `api.invalid_field`, `node.workload_hash_mismatch`, `node.ssh_key_malformed`, `node.image_not_pinned`. */
export const putWorkload: EndpointCall<typeof orderEndpoints.putWorkload> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.putWorkload>("/workloads/{hash}", "PUT", {"workloadHash":"hash","workload":"body"})
