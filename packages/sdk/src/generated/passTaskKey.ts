// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { poolEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the encrypted key of a private job for a machine that checks a task, as the provider that runs the task. Codes: `task.no_pool`, `task.batch_unknown`, `task.not_worker`, `task.key_not_wanted`, `chain.rpc_unavailable`. */
export const passTaskKey: EndpointCall<typeof poolEndpoints.passTaskKey> = /* @__PURE__ */ endpointCall<typeof poolEndpoints.passTaskKey>("/nodes/tasks/{taskId}/keys/{nodeId}", "PUT", {"taskId":"taskId","nodeId":"nodeId","box":"body.box"})
