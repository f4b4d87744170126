// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { marketEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the tier and the reliability that validators attested for a machine, and the facts from which they follow. Codes: `chain.rpc_unavailable`. */
export const getMachineReliability: EndpointCall<typeof marketEndpoints.getMachineReliability> = /* @__PURE__ */ endpointCall<typeof marketEndpoints.getMachineReliability>("/listings/{node}/reliability", "GET", ["node"])
