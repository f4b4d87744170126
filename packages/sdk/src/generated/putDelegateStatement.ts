// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Stores the statement of the signed-in account as a delegate, which its wallet signed within ten minutes. Codes: `api.invalid_field`, `chain.rpc_unavailable`. */
export const putDelegateStatement: EndpointCall<typeof governEndpoints.putDelegateStatement> = /* @__PURE__ */ endpointCall<typeof governEndpoints.putDelegateStatement>("/account/statement", "PUT", ["body"])
