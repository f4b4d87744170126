import { explorerEndpoints } from '@infinitio/endpoints'
import {
  listBlocksOfChain,
  listLeasesOfChain,
  listTransactionsOfChain,
  readBlockOfChain,
  readLeaseOfChain,
} from '../actions/explorer/listsOfChain.ts'
import { findInExplorer, readPublicAccount } from '../actions/explorer/findInExplorer.ts'
import { listNodesOfNetwork } from '../actions/explorer/listNodesOfNetwork.ts'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

/** Public endpoints for nodes, leases, blocks, transactions and accounts, under /explorer. */
export const explorerRoutes = bindEndpoints(explorerEndpoints, {
  getNetwork: ({ services }) => services.network.read(),
  listNetworkNodes: ({ services, query }) => listNodesOfNetwork(services, query),
  listPublicLeases: ({ services, query }) => listLeasesOfChain(services, query),
  getPublicLease: ({ services, params }) => readLeaseOfChain(services, params),
  listBlocks: ({ services, query }) => listBlocksOfChain(services, query),
  getBlock: ({ services, params }) => readBlockOfChain(services, params),
  listTransactions: ({ services, query }) => listTransactionsOfChain(services, query),
  getPublicAccount: ({ services, params }) => readPublicAccount(services, params),
  searchExplorer: ({ services, query }) => findInExplorer(services, query),
})
