// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { proofEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the board of one proof slot: its block, the selected validators, and all messages of validators and machines. Codes: `api.invalid_field`, `proof.no_slot`, `chain.rpc_unavailable`. */
export const getProofSlot: EndpointCall<typeof proofEndpoints.getProofSlot> = /* @__PURE__ */ endpointCall<typeof proofEndpoints.getProofSlot>("/proofs/slots/{slot}", "GET", ["slot","query"])
