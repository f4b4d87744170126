// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { taskEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get what a provider earned at the task pool, the tasks that hold its stake, and why it takes no task now. Codes: `api.bad_address`, `chain.rpc_unavailable`. */
export const getProviderTasks: EndpointCall<typeof taskEndpoints.getProviderTasks> = /* @__PURE__ */ endpointCall<typeof taskEndpoints.getProviderTasks>("/tasks/providers/{account}", "GET", ["account","query"])
