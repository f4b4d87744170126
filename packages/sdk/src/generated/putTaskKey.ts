// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { poolEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the encrypted key of a private job for a machine that runs or checks one of its tasks, as the submitter. The market cannot read it. The SDK encrypts it with `sealStepKey`. Codes: `task.no_pool`, `task.batch_unknown`, `task.not_submitter`, `task.key_not_wanted`, `chain.rpc_unavailable`. */
export const putTaskKey: EndpointCall<typeof poolEndpoints.putTaskKey> = /* @__PURE__ */ endpointCall<typeof poolEndpoints.putTaskKey>("/tasks/{taskId}/keys/{nodeId}", "PUT", {"taskId":"taskId","nodeId":"nodeId","box":"body.box"})
