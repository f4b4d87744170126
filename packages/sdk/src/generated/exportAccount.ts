// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { accountEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get all data that this market stores about the signed-in account, including its orders and leases. */
export const exportAccount: EndpointCall<typeof accountEndpoints.exportAccount> = /* @__PURE__ */ endpointCall<typeof accountEndpoints.exportAccount>("/account/export", "GET")
