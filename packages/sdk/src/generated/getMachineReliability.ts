// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** The tier and reliability that validators attested for a machine, and the records from which they follow. Codes: `chain.rpc_unavailable`. */
export const getMachineReliability: EndpointCall<typeof marketEndpoints.getMachineReliability> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getMachineReliability>("/listings/{node}/reliability", "GET", ["node"])
