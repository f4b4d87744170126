// Written by packages/sdk/scripts/writeCalls.ts from the descriptions in @infinitio/endpoints; a test compares.
import type { projectEndpoints } from '@infinitio/endpoints'
import { type EndpointCall, endpointCall } from '../transport/endpointCall.ts'

/** List projects for which sponsors lock G tokens, newest first. For the next page, send the same query with `cursor: nextCursor`. Codes: `chain.rpc_unavailable`, `api.cursor_invalid`. */
export const listProjects: EndpointCall<typeof projectEndpoints.listProjects> = /* @__PURE__ */ endpointCall<typeof projectEndpoints.listProjects>("/govern/projects", "GET", ["query"])
