// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { taskEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one batch of tasks, up to 256 of them from `from` on: their workers and checkers, answers and payments. Codes: `task.batch_unknown`, `chain.rpc_unavailable`. */
export const getBatch: EndpointCall<typeof taskEndpoints.getBatch> = /* @__PURE__ */ endpointCall<typeof taskEndpoints.getBatch>("/tasks/{batchId}", "GET", ["batchId","query"])
