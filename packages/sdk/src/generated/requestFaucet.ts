// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { chainEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Send test funds to an account, at most once in 24 h of the block clock. Only on a development chain. Follow the transfer with `GET /relays/{relayId}`. Codes: `chain.not_development`, `account.faucet_used`, `chain.rpc_unavailable`. */
export const requestFaucet: EndpointCall<typeof chainEndpoints.requestFaucet> = /* @__PURE__ */ endpointCall<typeof chainEndpoints.requestFaucet>("/faucet", "POST", ["body"])
