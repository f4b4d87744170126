// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reportEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Answer a problem report as the provider of the lease, in place of an earlier answer. The account that reported it is notified. Codes: `lease.report_unknown`, `lease.report_closed`. */
export const answerReport: EndpointCall<typeof reportEndpoints.answerReport> = /* @__PURE__ */ endpointCall<typeof reportEndpoints.answerReport>("/reports/{number}/answer", "POST", {"number":"number","text":"body.text"})
