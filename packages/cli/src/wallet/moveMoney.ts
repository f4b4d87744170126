import { parsePt, refusal, signAccountMessage, signDeposit } from '@infinitio/sdk'
import { checkReceiver, openExitAccess, readTokens } from '@infinitio/sdk/wallet'
import { sendRelay } from '../context/sendRelay.ts'
import { type CommonOptions, signInClient } from '../context/settings.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { keyAddress } from '../terminal/typedValues.ts'

/** Options of the commands that move money. */
export type MoneyOptions = CommonOptions & { readonly rpc?: string; readonly yes: boolean }
/** Options of `infinitio wallet withdraw`. */
export type WithdrawOptions = MoneyOptions & { readonly to?: string }

/** Returns the URL of the chain node: from `--rpc`, or the market's RPC endpoint. */
export function rpcOf({ rpc, url }: MoneyOptions): string {
  return rpc ?? `${url.replace(/\/(api\/v1\/?)?$/, '')}/api/v1/rpc`
}

/**
 * Deposits an exact amount of the wallet's PToken into its market balance. The wallet signs and pays no gas. Throws
 * `wallet.not_confirmed` and the code of a failed message.
 */
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

/**
 * Withdraws an exact amount of PToken from the market. The wallet signs and pays no gas. Throws `wallet.not_confirmed`, `api.bad_address`,
 * `account.receiver_invalid` for a contract of the market, and the code of a failed message.
 */
export async function withdraw(text: string, options: WithdrawOptions): Promise<void> {
  const amount = ptOf(text)
  const { client, wallet } = await signInClient(options)
  const to = options.to === undefined ? wallet.address.toLowerCase() : keyAddress(options.to)
  const [chain, before] = await Promise.all([client.getChain(), client.getWallet({ limit: 1 })])
  if (to !== wallet.address.toLowerCase()) {
    const access = openExitAccess({ rpcUrl: rpcOf(options) })
    await checkReceiver(access, { account: wallet.address, to, directory: chain.addresses.directory })
  }
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

/** PToken base units in one unit of the reserve coin. */
const coinScale = 10n ** 12n

/** Parses an amount of PT above 0 into base units. Throws `api.invalid_field`. */
export function ptOf(text: string): bigint {
  const amount = parsePt(text)
  if (amount === null || amount === 0n) throw refusal('api.invalid_field', { detail: `${text} is not an amount of PT` })
  return amount
}

/** Parses an amount of the reserve coin above 0 into base units of the coin (six decimals). Throws `api.invalid_field`, also for more than six decimals. */
export function coinOf(text: string): bigint {
  const amount = parsePt(text)
  if (amount === null || amount === 0n || amount % coinScale !== 0n) throw refusal('api.invalid_field', { detail: `${text} is not an amount of USD` })
  return amount / coinScale
}

/** Formats base units of PToken in PT, exactly. */
export function ptText(units: bigint): string {
  return `${writtenPt(units)} PT`
}

/** Formats units of the reserve coin, exactly. */
export function coinText(stableUnits: bigint): string {
  return `${writtenPt(stableUnits * coinScale)} USD`
}
