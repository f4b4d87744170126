// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Results of rows of signed lists, one for each node. Codes: `auth.forbidden`. */
export const sendNodeChangeResults = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.sendNodeChangeResults>("/nodes/changes", "POST", ["body"])
