// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { poolEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the progress of a call of the task pool: its state, transaction and error. Codes: `task.call_unknown`. */
export const getPoolCall: EndpointCall<typeof poolEndpoints.getPoolCall> = /* @__PURE__ */ endpointCall<typeof poolEndpoints.getPoolCall>("/pool/calls/{callId}", "GET", ["callId"])
