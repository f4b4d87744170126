// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store the statement of the signed-in account as a delegate, in place of an earlier one. Its wallet must have signed it within the last ten minutes. Codes: `api.invalid_field`, `chain.rpc_unavailable`. */
export const putDelegateStatement: EndpointCall<typeof governEndpoints.putDelegateStatement> = /* @__PURE__ */ endpointCall<typeof governEndpoints.putDelegateStatement>("/account/statement", "PUT", ["body"])
