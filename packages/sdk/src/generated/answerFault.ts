// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { faultEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Answer a fault once, as the holder or the provider of the lease, within 72 h of its record. Nobody can change the answer. Codes: `lease.fault_unknown`, `lease.review_text`, `lease.fault_answered`, `lease.fault_late`. */
export const answerFault: EndpointCall<typeof faultEndpoints.answerFault> = /* @__PURE__ */ endpointCall<typeof faultEndpoints.answerFault>("/faults/{number}/answer", "POST", {"number":"number","text":"body.text"})
