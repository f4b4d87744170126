// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { taskEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List batches of tasks, newest first, with the number of tasks in each state. For the next page, send the same query with `cursor: nextCursor`. Codes: `api.bad_address`, `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listBatches: EndpointCall<typeof taskEndpoints.listBatches> = /* @__PURE__ */ endpointCall<typeof taskEndpoints.listBatches>("/tasks", "GET", ["query"])
