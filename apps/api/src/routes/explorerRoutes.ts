import { listBlocksOfChain, readBlockOfChain } from '../actions/blocksOfChain.ts'
import { findInExplorer } from '../actions/findInExplorer.ts'
import { listLeasesOfChain, readLeaseOfChain } from '../actions/leasesOfChain.ts'
import { listNodesOfNetwork } from '../actions/listNodesOfNetwork.ts'
import { listTransactionsOfChain } from '../actions/listTransactionsOfChain.ts'
import { readPublicAccount } from '../actions/readPublicAccount.ts'
import { explorerEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../http/bindEndpoints.ts'

/** What anybody may look up: nodes, leases, blocks, transactions and accounts, under /explorer. */
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
