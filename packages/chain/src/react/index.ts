/** Browser side of the chain room: what a connected wallet reads and sends. */
export { useCancelAsk } from './useCancelAsk.ts'
export { useDeposit } from './useDeposit.ts'
export { type MarketBalance, useMarketBalance } from './useMarketBalance.ts'
export { useMint } from './useMint.ts'
export { useMintTestDollars } from './useMintTestDollars.ts'
export { useRedeem } from './useRedeem.ts'
export { type TokenBalances, useTokenBalances } from './useTokenBalances.ts'
export { useWithdraw } from './useWithdraw.ts'
