// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { orderEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Stores what will run; the hash must be the hash of the content. Sending it again is harmless. Codes: `api.invalid_field`, `node.workload_hash_mismatch`, `node.ssh_key_malformed`, `node.image_not_pinned`. */
export const putWorkload: EndpointCall<typeof orderEndpoints.putWorkload> = /* @__PURE__ */ endpointCall<typeof orderEndpoints.putWorkload>("/workloads/{hash}", "PUT", {"workloadHash":"hash","workload":"body"})
