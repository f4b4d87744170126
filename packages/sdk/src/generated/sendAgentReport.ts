// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the version, the start times and the new log lines of an agent, for the owner of its machines. Codes: `auth.forbidden`. */
export const sendAgentReport: EndpointCall<typeof nodeEndpoints.sendAgentReport> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.sendAgentReport>("/nodes/agent", "POST", ["body"])
