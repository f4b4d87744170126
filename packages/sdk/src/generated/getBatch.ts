// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { taskEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** One batch of tasks: who runs and checks each task, what they answered, and who was paid. Codes: `task.batch_unknown`, `chain.rpc_unavailable`. */
export const getBatch: EndpointCall<typeof taskEndpoints.getBatch> = /* @__PURE__ */ endpointCall<typeof taskEndpoints.getBatch>("/tasks/{batchId}", "GET", ["batchId","query"])
