// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { chainEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get what a client needs to build and sign an order: contract addresses, fees, the block clock and the gateway. Codes: `chain.rpc_unavailable`. */
export const getChain: EndpointCall<typeof chainEndpoints.getChain> = /* @__PURE__ */ endpointCall<typeof chainEndpoints.getChain>("/chain", "GET")
