/** A wallet's own money, from Node or a browser: what it holds, and mint and redeem by its own transactions, through any RPC, also the market's own. */
export { type ExitAccess, openExitAccess } from '../chain/exitAccess.ts'
export { type MoneyMove, moneyMove, type MoneySending } from './moneyMove.ts'
export { quoteMint, quoteRedeem } from './moneyQuote.ts'
export { readTokens, type WalletTokens } from './readTokens.ts'
