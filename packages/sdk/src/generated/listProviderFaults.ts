// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { faultEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List the newest 100 public faults of all machines of a provider: those that it caused, and leases that it ended. Of the answers, only the provider's are shown. Codes: `api.bad_address`. */
export const listProviderFaults: EndpointCall<typeof faultEndpoints.listProviderFaults> = /* @__PURE__ */ endpointCall<typeof faultEndpoints.listProviderFaults>("/providers/{account}/faults", "GET", ["account"])
