// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { secretEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Store encrypted secrets for a workload and one machine, in place of earlier ones. The market cannot read them. In the SDK, call `handInSecrets` instead. Codes: `node.workload_unknown`, `auth.forbidden`, `lease.no_secrets`, `node.unknown`, `lease.secrets_limit`. */
export const putSealedSecrets: EndpointCall<typeof secretEndpoints.putSealedSecrets> = /* @__PURE__ */ endpointCall<typeof secretEndpoints.putSealedSecrets>("/workloads/{hash}/secrets/{nodeId}", "PUT", {"workloadHash":"hash","nodeId":"nodeId","box":"body.box"})
