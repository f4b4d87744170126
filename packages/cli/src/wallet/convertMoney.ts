import { refusal } from '@infinitio/sdk'
import { type MoneyMove, moneyMove, openExitAccess, quoteMint, quoteRedeem } from '@infinitio/sdk/wallet'
import { openClient, readWalletKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { coinOf, coinText, type MoneyOptions, ptOf, ptText, rpcOf } from './moveMoney.ts'
import { openSender } from './openSender.ts'

/**
 * Converts reserve coin into PToken with transactions of the wallet. Throws `wallet.not_confirmed`,
 * `account.insufficient_tokens`, `wallet.insufficient_gas` and the contract's codes.
 */
export async function mint(text: string, options: MoneyOptions): Promise<void> {
  const stableUnits = coinOf(text)
  const { minted, stays } = quoteMint(stableUnits)
  await agreed(options, [
    ['From the wallet', coinText(stableUnits)],
    ['Stays in the reserve, 2 %', ptText(stays)],
    ['To the wallet', ptText(minted)],
    ['Transactions', 'at most 2, each pays the network fee'],
  ])
  const txHash = await carryOut({ kind: 'mint', stableUnits }, options)
  printResult({
    json: options.json,
    value: { txHash, stableUnits: stableUnits.toString(), minted: minted.toString() },
    text: `${ptText(minted)} minted (${txHash}).`,
  })
}

/** Converts PToken into reserve coin, one to one. Refuses amounts with more than the six decimals of the coin. Throws the codes of `mint`. */
export async function redeem(text: string, options: MoneyOptions): Promise<void> {
  const amount = ptOf(text)
  const { stableUnits, dust } = quoteRedeem(amount)
  if (stableUnits === 0n) throw refusal('account.redeem_pays_nothing', { detail: text })
  if (dust !== 0n) throw refusal('api.invalid_field', { detail: `${text}: the reserve coin has six decimals` })
  await agreed(options, [
    ['From the wallet', ptText(amount)],
    ['Fee', ptText(0n)],
    ['To the wallet', coinText(stableUnits)],
    ['Transactions', '1, which pays the network fee'],
  ])
  const txHash = await carryOut({ kind: 'redeem', amount }, options)
  printResult({
    json: options.json,
    value: { txHash, amount: amount.toString(), stableUnits: stableUnits.toString() },
    text: `${coinText(stableUnits)} paid (${txHash}).`,
  })
}

async function carryOut(move: MoneyMove, options: MoneyOptions): Promise<string> {
  // Check this before any question: an API key cannot move money.
  if (options.apiKey !== undefined) throw refusal('auth.key_not_allowed', { detail: 'an API key moves no money' })
  const account = readWalletKey(options)
  const rpcUrl = rpcOf(options)
  const { addresses, chainId } = await openClient(options).getChain()
  const send = await openSender({ account, rpcUrl, chainId })
  return moneyMove(openExitAccess({ rpcUrl }), move, {
    ...{ account: account.address, addresses, send },
  })
}
