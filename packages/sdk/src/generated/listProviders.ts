// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { reviewEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the chosen names, bonds and first days of up to 50 providers. Accounts that never registered a machine are left out. */
export const listProviders: EndpointCall<typeof reviewEndpoints.listProviders> = /* @__PURE__ */ endpointCall<typeof reviewEndpoints.listProviders>("/providers", "GET", ["query"])
