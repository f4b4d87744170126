// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reportEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the newest 100 problem reports about leases on machines of the signed-in provider. */
export const listProviderReports: EndpointCall<typeof reportEndpoints.listProviderReports> = /* @__PURE__ */ endpointCall<typeof reportEndpoints.listProviderReports>("/provider/reports", "GET")
