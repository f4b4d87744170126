// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { accountEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the Market balance of the signed-in account: available, held, unsettled and escrowed amounts, the nonces for its next orders, and its newest balance changes. Codes: `chain.rpc_unavailable`. */
export const getWallet: EndpointCall<typeof accountEndpoints.getWallet> = /* @__PURE__ */ endpointCall<typeof accountEndpoints.getWallet>("/wallet", "GET", ["query"])
