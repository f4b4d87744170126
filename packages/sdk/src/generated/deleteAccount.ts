// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { accountEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Deletes what this market keeps about the signed-in account, signs it out everywhere, and says what stays and why. Codes: `account.leases_live`. */
export const deleteAccount: EndpointCall<typeof accountEndpoints.deleteAccount> = /* @__PURE__ */ endpointCall<typeof accountEndpoints.deleteAccount>("/account", "DELETE")
