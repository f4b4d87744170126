// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reportEndpoints } from '@infinitio/endpoints'
import { endpointCall } from '../transport/endpointCall.ts'

/** The newest 100 reports about leases on machines of the signed-in provider. */
export const listProviderReports = /* @__PURE__ */ endpointCall<typeof reportEndpoints.listProviderReports>("/provider/reports", "GET")
