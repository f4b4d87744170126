import { address } from '@infinitio/domain'
import { hostingEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Public endpoints for hosting programmes, read at the chain's newest block: /hosting. */
export const hostingRoutes = bindEndpoints(hostingEndpoints, {
  getHosting: ({ services, query }) => services.governance.readHosting(query),
  getHostingAccount: ({ services, params }) => services.governance.readHostingAccount(address(params.account)),
})
