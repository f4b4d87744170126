// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { secretEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Hands sealed secrets in for a workload and one machine, in place of those before. Most callers want `handInSecrets`. Codes: `node.workload_unknown`, `auth.forbidden`, `lease.no_secrets`, `node.unknown`, `lease.secrets_limit`. */
export const putSealedSecrets: EndpointCall<typeof secretEndpoints.putSealedSecrets> = /* @__PURE__ */ endpointCall<typeof secretEndpoints.putSealedSecrets>("/workloads/{hash}/secrets/{nodeId}", "PUT", {"workloadHash":"hash","nodeId":"nodeId","box":"body.box"})
