// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { proofEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get the messages of one proof slot: its block, the selected validators, and everything that they and the machines sent. Codes: `api.invalid_field`, `proof.no_slot`, `chain.rpc_unavailable`. */
export const getProofSlot: EndpointCall<typeof proofEndpoints.getProofSlot> = /* @__PURE__ */ endpointCall<typeof proofEndpoints.getProofSlot>("/proofs/slots/{slot}", "GET", ["slot","query"])
