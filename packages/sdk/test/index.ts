/** Test helpers for exits: a market on a separate chain, and an RPC node with limits. */
export { type Books, type OpenedLease, readAccount, readBond, startExitMarket } from './exitMarket.ts'
export { type RpcLimits, startLimitedRpc } from './limitedRpc.ts'
