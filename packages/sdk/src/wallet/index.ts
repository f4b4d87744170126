/**
 * A wallet's money for Node and browsers: balances, and mint and redeem with its own transactions, through any RPC
 * node or the market's RPC endpoint.
 */
export { type ExitAccess, openExitAccess } from '../chain/exitAccess.ts'
export { balanceName } from './balanceName.ts'
export { checkReceiver, type WithdrawalReceiver } from './checkReceiver.ts'
export { moneyMove, type MoneyMove, type MoneySending, quoteMint, quoteRedeem } from './moneyMove.ts'
export { readTokens, type WalletTokens } from './readTokens.ts'
