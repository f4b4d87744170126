// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { explorerEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Blocks, newest first, with how much in them concerns this market. Codes: `api.cursor_invalid`. */
export const listBlocks: EndpointCall<typeof explorerEndpoints.listBlocks> = /* @__PURE__ */ endpointCall<typeof explorerEndpoints.listBlocks>("/explorer/blocks", "GET", ["query"])
