import { address as toAddress } from '@infinitio/domain'
import { governEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** What anybody may know of the DAO, read at the head of the chain: /govern. */
export const governRoutes = bindEndpoints(governEndpoints, {
  getGovern: ({ services }) => services.governance.read(),
  getGovernAccount: ({ services, params }) => services.governance.readAccount(toAddress(params.account)),
  listDelegates: ({ services, query }) => services.governance.listDelegates(query),
  getDelegate: ({ services, params }) => services.governance.readDelegate(toAddress(params.account)),
  getVesting: ({ services }) => services.governance.readVesting(),
  getTreasury: ({ services }) => services.governance.readTreasury(),
  getParameters: ({ services }) => services.governance.listParameters(),
  listProposals: ({ services, query }) => services.governance.listProposals(query),
  getProposal: ({ services, params }) => services.governance.findProposal(BigInt(params.id)),
  simulateProposal: ({ services, params }) => services.governance.simulateProposal(BigInt(params.id)),
})
