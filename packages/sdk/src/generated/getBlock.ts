// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one block by its number, with the numbers of this market's transactions and events. Codes: `chain.block_unknown`. */
export const getBlock: EndpointCall<typeof explorerEndpoints.getBlock> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.getBlock>("/explorer/blocks/{number}", "GET", ["number"])
