import { findingEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Public endpoints for findings against AI services, read at the chain's newest block: /findings. */
export const findingRoutes = bindEndpoints(findingEndpoints, {
  listFindings: ({ services, query }) => services.governance.listFindings(query),
  getFinding: ({ services, params }) => services.governance.findFinding(Number(params.id)),
})
