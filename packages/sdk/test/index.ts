/** Test helpers for leaving the market with only an RPC node: a market on its own test chain, and an RPC node with limits. */
export { type Books, type OpenedLease, readAccount, readBond, startExitMarket } from './exitMarket.ts'
export { type RpcLimits, startLimitedRpc } from './limitedRpc.ts'
