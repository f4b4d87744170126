// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { taskEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get how many providers could take a task with this reward now, and why the others could not, as an estimate before you submit a batch. Codes: `api.bad_address`, `chain.rpc_unavailable`. */
export const getTakers: EndpointCall<typeof taskEndpoints.getTakers> = /* @__PURE__ */ endpointCall<typeof taskEndpoints.getTakers>("/tasks/takers", "GET", ["query"])
