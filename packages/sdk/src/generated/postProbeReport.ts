// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { probeEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Submit the measurements that a validator made of machines in the present hour. A report without records makes the gateways accept its probes. Codes: `api.invalid_field`, `api.bad_address`, `api.idempotency_conflict`, `auth.signature_malformed`, `auth.signature_wrong_signer`, `chain.rpc_unavailable`. */
export const postProbeReport: EndpointCall<typeof probeEndpoints.postProbeReport> = /* @__PURE__ */ endpointCall<typeof probeEndpoints.postProbeReport>("/probes/reports", "POST", ["body"])
