// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reportEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Close a problem report of the signed-in account. Safe to repeat. Codes: `lease.report_unknown`. */
export const closeReport: EndpointCall<typeof reportEndpoints.closeReport> = /* @__PURE__ */ endpointCall<typeof reportEndpoints.closeReport>("/reports/{number}/close", "POST", ["number"])
