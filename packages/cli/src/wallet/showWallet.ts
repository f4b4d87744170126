import { balanceName, openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { signInClient } from '../context/settings.ts'
import { columnPt } from '../terminal/columnPt.ts'
import { printResult } from '../terminal/print.ts'
import { table } from '../terminal/texts.ts'
import { coinText, type MoneyOptions, rpcOf } from './moveMoney.ts'

/** Options of `infinitio wallet show`. `exact` prints all 18 decimals. */
export type WalletOptions = MoneyOptions & { readonly exact: boolean }

/** Prints the balances of the account in the market and in its wallet, with six decimals, or with all of them (`exact` or `--json`). */
export async function showWallet(options: WalletOptions): Promise<void> {
  const { client, account } = await signInClient(options)
  const [{ addresses }, market] = await Promise.all([client.getChain(), client.getWallet({ limit: 1 })])
  const tokens = await readTokens(openExitAccess({ rpcUrl: rpcOf(options) }), { account, addresses })
  const { statement: _statement, nextNonce: _nonces, ...balances } = market
  const held = { pToken: tokens.pToken.toString(), stableUnits: tokens.stableUnits.toString(), wei: tokens.wei.toString() }
  const pt = (units: string | bigint) => `${columnPt(units, { digits: options.exact ? 18 : 6 })} PT`
  const rows: [string, string][] = [
    [balanceName('market'), pt(market.available)],
    ['Arriving', pt(market.arriving)],
    [balanceName('reserved'), pt(BigInt(market.held) + BigInt(market.unsettled))],
    [balanceName('escrow'), pt(market.escrow)],
    [balanceName('bond'), pt(market.bonded)],
    [balanceName('providerPay'), pt(market.earnedUnclaimed)],
    [balanceName('wallet'), pt(tokens.pToken)],
    ['', coinText(tokens.stableUnits)],
    ['For network fees', `${columnPt(tokens.wei, { digits: options.exact ? 18 : 6 })} ETH`],
  ]
  printResult({ json: options.json, value: { ...balances, wallet: held }, text: table(rows, { right: [1] }) })
}
