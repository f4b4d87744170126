import { bountyEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Work that is paid for in G, read at the head of the chain: /govern/bounties. */
export const bountyRoutes = bindEndpoints(bountyEndpoints, {
  listBounties: ({ services, query }) => services.governance.listBounties(query),
  getBounty: ({ services, params }) => services.governance.findBounty(Number(params.id)),
})
