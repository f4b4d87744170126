// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { nodeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Report for each machine whether it applied its row of a signed list. Codes: `auth.forbidden`. */
export const sendNodeChangeResults: EndpointCall<typeof nodeEndpoints.sendNodeChangeResults> = /* @__PURE__ */ endpointCall<typeof nodeEndpoints.sendNodeChangeResults>("/nodes/changes", "POST", ["body"])
