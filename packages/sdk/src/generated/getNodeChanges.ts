// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the rows of signed lists of the provider that machines of this session have not answered yet. */
export const getNodeChanges: EndpointCall<typeof nodeEndpoints.getNodeChanges> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.getNodeChanges>("/nodes/changes", "GET")
