// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { proofEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Reveal the nonce of a selected validator, and the commits that it received with their times; once per slot. Codes: see the document of the API. */
export const postProofReceipts: EndpointCall<typeof proofEndpoints.postProofReceipts> = /* @__PURE__ */ endpointCall<typeof proofEndpoints.postProofReceipts>("/proofs/receipts", "POST", ["body"])
