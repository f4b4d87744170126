// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { providerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one machine of the signed-in provider: its agent with the last log lines, readings, energy, alerts and newest 50 leases. Codes: `api.not_ready`, `node.unknown`. */
export const getMachine: EndpointCall<typeof providerEndpoints.getMachine> = /* @__PURE__ */ endpointCall<typeof providerEndpoints.getMachine>("/provider/nodes/{node}", "GET", ["node"])
