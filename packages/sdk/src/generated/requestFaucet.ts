// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { chainEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Funds an account on the development chain; follow it with `getRelay`. Codes: `chain.not_development`, `account.faucet_used`, `chain.rpc_unavailable`. */
export const requestFaucet: EndpointCall<typeof chainEndpoints.requestFaucet> = /* @__PURE__ */ endpointCall<typeof chainEndpoints.requestFaucet>("/faucet", "POST", ["body"])
