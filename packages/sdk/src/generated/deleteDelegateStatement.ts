// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete the statement of the signed-in account as a delegate. Safe to repeat. */
export const deleteDelegateStatement: EndpointCall<typeof governEndpoints.deleteDelegateStatement> = /* @__PURE__ */ endpointCall<typeof governEndpoints.deleteDelegateStatement>("/account/statement", "DELETE")
