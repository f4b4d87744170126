import { type Client, refusal } from '@infinitio/sdk'
import {
  type Address,
  address,
  type AssetUnits,
  assetUnits,
  type ExitAccess,
  type LedgerAsset,
  type LedgerMove,
  ledgerMove,
  openExitAccess,
  openServiceLedger,
  readChainId,
  type ServiceId,
  type ServiceLedger,
  serviceId,
} from '@infinitio/sdk/services'
import { openClient, readWalletKey } from '../context/settings.ts'
import { agreed } from '../terminal/ask.ts'
import { printResult } from '../terminal/print.ts'
import { keyAddress } from '../terminal/typedValues.ts'
import { writtenPt } from '../terminal/writtenPt.ts'
import { type MoneyOptions, ptOf, rpcOf } from '../wallet/moveMoney.ts'
import { openSender } from '../wallet/openSender.ts'

/** Options of the commands for pots and channels. With `directory`, the address of the Directory, they ask the chain and no server of the market. */
export type LedgerOptions = MoneyOptions & { readonly directory?: string }
/** Options of commands that need an asset: PToken or G. */
export type AssetOptions = LedgerOptions & { readonly asset: LedgerAsset }

/** The service ledger (the contract with prepaid money for services) of a market, and the wallet that acts there. */
export type OpenLedger = {
  readonly client: Client
  readonly ledger: ServiceLedger
  readonly account: Address
  readonly chainId: number
  readonly access: ExitAccess
  /** The address of the Directory of the market. */
  readonly directory: Address
  /** True if no server of the market is asked, because the user named the Directory. */
  readonly byChain: boolean
  /** Signs a digest by the wallet. */
  readonly sign: (digest: `0x${string}`) => Promise<`0x${string}`>
  /**
   * Shows the costs, asks for confirmation, and sends each move as a transaction of the wallet. Prints the hash of the last transaction, unless a result follows (`isQuiet`). Throws
   * `wallet.not_confirmed` and the codes of `ledgerMove`.
   */
  readonly act: (
    moves: readonly LedgerMove[],
    about: { readonly costs: readonly (readonly [string, string])[]; readonly done: string; readonly value?: object; readonly isQuiet?: boolean },
  ) => Promise<void>
}

/**
 * Opens the service ledger for actions of a wallet. Throws `service.no_ledger`, `auth.key_not_allowed`, the codes of `readLedger` and those of the key file.
 */
export async function openLedger(options: LedgerOptions): Promise<OpenLedger> {
  if (options.apiKey !== undefined) throw refusal('auth.key_not_allowed', { detail: 'an API key moves no tokens of the wallet' })
  const wallet = readWalletKey(options)
  const { client, ledger, access, chainId, directory, byChain } = await readLedger(options)
  const account = address(wallet.address.toLowerCase())
  return {
    ...{ client, ledger, account, chainId, access, directory, byChain, sign: (hash) => wallet.sign({ hash }) },
    async act(moves, { costs, done, value = {}, isQuiet = false }) {
      // A deposit may first need an approval, so it counts as two transactions.
      const most = moves.reduce((sum, { kind }) => sum + (kind === 'deposit' ? 2 : 1), 0)
      await agreed(options, [...costs, ['Transactions', most === 1 ? '1, which pays the network fee' : `at most ${most}, each pays the network fee`]])
      const send = await openSender({ account: wallet, rpcUrl: rpcOf(options), chainId })
      let txHash = ''
      for (const move of moves) txHash = await ledgerMove(access, move, { account, send, opened: ledger })
      if (!isQuiet) printResult({ json: options.json, value: { txHash, ...value }, text: `${done} (${txHash}).` })
    },
  }
}

type ReadLedger = Pick<OpenLedger, 'access' | 'byChain' | 'chainId' | 'client' | 'directory' | 'ledger'>

/**
 * Opens the service ledger to read it. With `--directory`, asks only the RPC. Throws `service.no_ledger`, and `api.invalid_field` for a wrong Directory or for
 * a Directory without an RPC.
 */
export async function readLedger(options: LedgerOptions): Promise<ReadLedger> {
  const client = openClient(options)
  if (options.directory !== undefined) {
    if (options.rpc === undefined) throw refusal('api.invalid_field', { detail: '--directory needs --rpc, because no server of the market is asked' })
    const access = openExitAccess({ rpcUrl: options.rpc })
    const directory = address(keyAddress(options.directory))
    return { client, access, directory, chainId: await readChainId(access), byChain: true, ledger: await openServiceLedger(access, directory) }
  }
  const { addresses, chainId } = await client.getChain()
  const access = openExitAccess({ rpcUrl: rpcOf(options) })
  const directory = address(addresses.directory)
  return { client, access, chainId, directory, byChain: false, ledger: await openServiceLedger(access, directory) }
}

/** Parses the ID of a service. Throws `service.unknown`. */
export function serviceOf(text: string): ServiceId {
  const id = text.trim().toLowerCase()
  if (!/^0x[0-9a-f]{40}$/.test(id)) throw refusal('service.unknown', { detail: text })
  return serviceId(id)
}

/** Parses an amount above 0 and below 2^96 base units of PToken or G, which both have 18 decimals. Throws `api.invalid_field`. */
export function amountOf(text: string): AssetUnits {
  const units = ptOf(text)
  if (units >= 2n ** 96n) throw refusal('api.invalid_field', { detail: `${text} is more than the ledger can hold` })
  return assetUnits(units)
}

/** Formats base units of an asset, exactly. */
export function assetText(units: bigint, asset: LedgerAsset): string {
  return `${writtenPt(units)} ${asset === 'PToken' ? 'PT' : 'G'}`
}

/**
 * Returns the ledger calls and the cost lines with which an amount is paid from the pot of an account (its balance in the service ledger). If the pot lacks a
 * part of the amount, the first call deposits this part from the wallet. Throws `account.insufficient_tokens` if the wallet has less than this part.
 */
export async function outOfPot(
  { ledger, account }: Pick<OpenLedger, 'ledger' | 'account'>,
  { asset, amount }: { readonly asset: LedgerAsset; readonly amount: bigint },
): Promise<{ moves: LedgerMove[]; costs: (readonly [string, string])[] }> {
  const [{ free }, inWallet] = await Promise.all([ledger.potOf(account, asset), ledger.inWallet(account, asset)])
  const missing = amount > free ? amount - free : 0n
  if (missing > inWallet) throw refusal('account.insufficient_tokens', { detail: `${assetText(missing - inWallet, asset)} are missing` })
  return {
    moves: missing === 0n ? [] : [{ kind: 'deposit', asset, amount: assetUnits(missing) }],
    costs: [
      ['Out of your pot', assetText(amount - missing, asset)],
      ['Out of your wallet', assetText(missing, asset)],
    ],
  }
}
