// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { governEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** Deletes the statement of the signed-in account as a delegate. */
export const deleteDelegateStatement = /* @__PURE__ */ endpointCall<typeof governEndpoints.deleteDelegateStatement>("/account/statement", "DELETE")
