// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The agent's version, its starts and its new log lines, for the owner of these nodes. Codes: `auth.forbidden`. */
export const sendAgentReport: EndpointCall<typeof nodeEndpoints.sendAgentReport> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.sendAgentReport>("/nodes/agent", "POST", ["body"])
