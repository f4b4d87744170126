// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { accountEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Delete the data that this market stores about the signed-in account, and end all its sessions. The answer lists what remains and why. Refused while it has open leases or matches. Codes: `account.leases_live`. */
export const deleteAccount: EndpointCall<typeof accountEndpoints.deleteAccount> = /* @__PURE__ */ endpointCall<typeof accountEndpoints.deleteAccount>("/account", "DELETE")
