// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { projectEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** Get one project: its milestones, its sponsors and their votes, and its latest 100 steps. Codes: `api.not_found`, `chain.rpc_unavailable`. */
export const getProject: EndpointCall<typeof projectEndpoints.getProject> = /* @__PURE__ */ endpointCall<typeof projectEndpoints.getProject>("/govern/projects/{id}", "GET", ["id"])
