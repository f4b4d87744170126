// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the newest public ask of each machine of this session, and the maintenance planned for them. */
export const getNodeAsks: EndpointCall<typeof nodeEndpoints.getNodeAsks> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.getNodeAsks>("/nodes/asks", "GET")
