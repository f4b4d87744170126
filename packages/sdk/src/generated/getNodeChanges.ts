// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** The rows of signed lists that wait for nodes of this session. */
export const getNodeChanges = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.getNodeChanges>("/nodes/changes", "GET")
