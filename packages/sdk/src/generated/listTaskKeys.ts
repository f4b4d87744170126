// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { poolEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the encrypted keys of a private job for the machines of this session that run or check a task. */
export const listTaskKeys: EndpointCall<typeof poolEndpoints.listTaskKeys> = /* @__PURE__ */ endpointCall<typeof poolEndpoints.listTaskKeys>("/nodes/tasks/{taskId}/keys", "GET", ["taskId"])
