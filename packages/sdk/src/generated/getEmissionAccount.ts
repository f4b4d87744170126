// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { emissionEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the emission that a provider can claim with its Merkle proof, the emission that is not final yet, and the factors of each machine. Codes: `api.bad_address`, `api.not_found`, `chain.rpc_unavailable`. */
export const getEmissionAccount: EndpointCall<typeof emissionEndpoints.getEmissionAccount> = /* @__PURE__ */ endpointCall<typeof emissionEndpoints.getEmissionAccount>("/emission/accounts/{account}", "GET", ["account"])
