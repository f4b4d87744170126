/** What tests of other rooms need to leave a market: one on a chain of its own, and an RPC with limits. */
export { type Books, type OpenedLease, readAccount, readBond, startExitMarket } from './exitMarket.ts'
export { type RpcLimits, startLimitedRpc } from './limitedRpc.ts'
