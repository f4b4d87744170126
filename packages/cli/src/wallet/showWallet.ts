import { balanceName, openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { signInClient } from '../context/settings.ts'
import { table } from '../terminal/texts.ts'
import { printResult } from '../terminal/print.ts'
import { coinText, type MoneyOptions, ptText, rpcOf } from './moveMoney.ts'

/** Prints the exact balances of the account in the market and in its wallet. */
export async function showWallet(options: MoneyOptions): Promise<void> {
  const { client, account } = await signInClient(options)
  const [{ addresses }, market] = await Promise.all([client.getChain(), client.getWallet({ limit: 1 })])
  const tokens = await readTokens(openExitAccess({ rpcUrl: rpcOf(options) }), { account, addresses })
  const { statement: _statement, nextNonce: _nonces, ...balances } = market
  const held = { pToken: tokens.pToken.toString(), stableUnits: tokens.stableUnits.toString(), wei: tokens.wei.toString() }
  const rows: [string, string][] = [
    [balanceName('market'), ptText(BigInt(market.available))],
    ['Arriving', ptText(BigInt(market.arriving))],
    [balanceName('reserved'), ptText(BigInt(market.held) + BigInt(market.unsettled))],
    [balanceName('escrow'), ptText(BigInt(market.escrow))],
    [balanceName('bond'), ptText(BigInt(market.bonded))],
    [balanceName('providerPay'), ptText(BigInt(market.earnedUnclaimed))],
    [balanceName('wallet'), ptText(tokens.pToken)],
    ['', coinText(tokens.stableUnits)],
    ['For network fees', `${tokens.wei} wei`],
  ]
  printResult({ json: options.json, value: { ...balances, wallet: held }, text: table(rows, { right: [1] }) })
}
