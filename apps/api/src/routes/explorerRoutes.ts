import { listBlocksOfChain, readBlockOfChain } from '../actions/explorer/blocksOfChain.ts'
import { findInExplorer } from '../actions/explorer/findInExplorer.ts'
import { listLeasesOfChain, readLeaseOfChain } from '../actions/explorer/leasesOfChain.ts'
import { listNodesOfNetwork } from '../actions/explorer/listNodesOfNetwork.ts'
import { listTransactionsOfChain } from '../actions/explorer/listTransactionsOfChain.ts'
import { readPublicAccount } from '../actions/explorer/readPublicAccount.ts'
import { explorerEndpoints } from '@infinitio/endpoints'
import { bindEndpoints } from '../endpoints/bindEndpoints.ts'

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
