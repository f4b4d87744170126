/** A wallet's own money, from Node or a browser: what it holds, and mint and redeem by its own transactions, through any RPC, also the market's own. */
export { type ExitAccess, openExitAccess } from '../chain/exitAccess.ts'
export { balanceName } from './balanceName.ts'
export { moneyMove, type MoneyMove, type MoneySending, quoteMint, quoteRedeem } from './moneyMove.ts'
export { readTokens, type WalletTokens } from './readTokens.ts'
