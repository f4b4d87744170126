import { signAccountMessage, signDeposit } from '@infinitio/sdk'
import { openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { sendRelay } from '../context/sendRelay.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { ptOf, ptText } from './moneyTexts.ts'

/** What commands take that move money. */
export type MoneyOptions = CommonOptions & { readonly rpc?: string; readonly yes: boolean }
/** What `infinitio wallet withdraw` takes besides. */
export type WithdrawOptions = MoneyOptions & { readonly to?: string }

/** Where a command asks the chain: the node that was named, or the market's own door to one. */
export function rpcOf({ rpc, url }: MoneyOptions): string {
  return rpc ?? `${url.replace(/\/(api\/v1\/?)?$/, '')}/api/v1/rpc`
}

/** Moves PToken of the wallet into its balance in the market, exactly; signed, and carried without gas. Throws `wallet.not_confirmed`, the relay's code. */
export async function deposit(text: string, options: MoneyOptions): Promise<void> {
  const amount = ptOf(text)
  const { client, wallet } = await signInClient(options)
  const [chain, before] = await Promise.all([client.getChain(), client.getWallet({ limit: 1 })])
  const tokens = await readTokens(openExitAccess({ rpcUrl: rpcOf(options) }), { account: wallet.address, addresses: chain.addresses })
  await agreed(options, [
    ['From the wallet', ptText(amount)],
    ['Fee', ptText(0n)],
    ['Into the market', ptText(amount)],
  ])
  const args = { amount, nonce: BigInt(before.nextNonce.ask), permitNonce: tokens.permitNonce, chain }
  const { relayId, txHash } = await sendRelay(client, await signDeposit(wallet, args))
  printResult({ json: options.json, value: { relayId, txHash, amount: amount.toString() }, text: `${ptText(amount)} are in the market (${txHash}).` })
}

/** Moves PToken out of the market, exactly; signed, and carried without gas. Throws `wallet.not_confirmed`, `api.bad_address`, the relay's code. */
export async function withdraw(text: string, options: WithdrawOptions): Promise<void> {
  const amount = ptOf(text)
  const { client, wallet } = await signInClient(options)
  const to = options.to === undefined ? wallet.address.toLowerCase() : keyAddress(options.to)
  const [chain, before] = await Promise.all([client.getChain(), client.getWallet({ limit: 1 })])
  const relayFee = BigInt(before.withdrawRelayFee)
  await agreed(options, [
    ['Out of the market', ptText(amount + relayFee)],
    ['Relay fee', ptText(relayFee)],
    [`To ${to}`, ptText(amount)],
  ])
  const message = { kind: 'withdraw', amount, to, nonce: BigInt(before.nextNonce.ask), relayFee } as const
  const { relayId, txHash } = await sendRelay(client, await signAccountMessage(wallet, { message, chain }))
  printResult({
    json: options.json,
    value: { relayId, txHash, amount: amount.toString(), relayFee: relayFee.toString(), to },
    text: `${ptText(amount)} are at ${to} (${txHash}).`,
  })
}
