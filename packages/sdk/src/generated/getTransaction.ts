// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { chainEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one transaction with its state and the decoded events of this market's contracts. Codes: `chain.transaction_unknown`. */
export const getTransaction: EndpointCall<typeof chainEndpoints.getTransaction> = /* @__PURE__ */ endpointCall<typeof chainEndpoints.getTransaction>("/transactions/{hash}", "GET", ["hash"])
