// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { taskEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Batches of tasks, newest first, with how many tasks are in each state. Next page: the same query with `cursor: nextCursor`. Codes: `api.cursor_invalid`, `api.bad_address`, `chain.rpc_unavailable`. */
export const listBatches: EndpointCall<typeof taskEndpoints.listBatches> = /* @__PURE__ */ endpointCall<typeof taskEndpoints.listBatches>("/tasks", "GET", ["query"])
