// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** One machine of the signed-in provider: its agent and the agent's last log lines, readings, energy, alerts and leases. Codes: `api.not_ready`, `node.unknown`. */
export const getMachine: EndpointCall<typeof providerEndpoints.getMachine> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getMachine>("/provider/nodes/{node}", "GET", ["node"])
