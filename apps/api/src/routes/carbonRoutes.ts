import { carbonEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** What anybody may know of carbon audits, read at the head of the chain: /govern/carbon. */
export const carbonRoutes = bindEndpoints(carbonEndpoints, {
  listCarbon: ({ services, query }) => services.governance.listCarbon(query),
  getCarbon: ({ services, params }) => services.governance.findCarbon(Number(params.id)),
})
