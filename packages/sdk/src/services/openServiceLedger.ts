import { directoryAbi, nameKey, readServiceLedger, serviceLedgerAbi } from '@infinitio/chain'
import { type Address, address, type ChannelId, type LedgerAsset, ledgerAssets, type ServiceId, zeroAddress } from '@infinitio/domain'
import { getBlock, readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { refusal } from '../transport/refusal.ts'

/**
 * A service as the ledger contract stores it. `outAt` is the time in Unix seconds from which the withdrawn bond can be collected; 0 if no withdrawal was
 * requested.
 */
export type LedgerService = {
  readonly payee: Address
  readonly operator: Address
  readonly royaltyBps: number
  readonly lockSeconds: number
  readonly bond: bigint
  readonly outAt: number
}

/**
 * A payment channel (a payer's deposit for one AI service) as the ledger contract stores it. `exitAt` is 0 unless the payer is closing the channel. `serial`
 * counts how often the channel was closed. Amounts are totals since the first opening, in base units of the channel's asset; `deposited` is less the refunds.
 */
export type LedgerChannel = { readonly deposited: bigint; readonly settled: bigint; readonly exitAt: number; readonly serial: number }

/** Reads the service ledger contract of a market from the chain, without the market's servers. All methods throw `chain.rpc_silent`. */
export type ServiceLedger = {
  readonly ledger: Address
  /** Returns an account's free balance in the service ledger and its fees that are not collected yet, in base units. */
  readonly potOf: (account: Address, asset: LedgerAsset) => Promise<{ readonly free: bigint; readonly fees: bigint }>
  readonly channelOf: (channel: ChannelId) => Promise<LedgerChannel>
  /** Returns an AI service as the ledger contract stores it. Throws `service.unknown`. */
  readonly serviceOf: (service: ServiceId) => Promise<LedgerService>
  /** Returns the address of an asset's token contract. */
  readonly tokenOf: (asset: LedgerAsset) => Promise<Address>
  /** Returns the balance of an asset in an account's wallet, in base units. */
  readonly inWallet: (account: Address, asset: LedgerAsset) => Promise<bigint>
  /** Returns the time of the newest block, in Unix seconds. */
  readonly now: () => Promise<number>
}

const tokenNames = { PToken: 'PToken', G: 'GToken' } as const satisfies Record<LedgerAsset, string>
const balanceAbi = [
  {
    type: 'function',
    name: 'balanceOf',
    stateMutability: 'view',
    inputs: [{ name: 'account', type: 'address' }],
    outputs: [{ name: '', type: 'uint256' }],
  },
] as const

/** Opens the service ledger contract at the address in the Directory. Throws `service.no_ledger`, and `chain.rpc_silent`. */
export async function openServiceLedger(access: ExitAccess, directory: Address): Promise<ServiceLedger> {
  const { client } = access
  const ledger = await askRpc(access, () => readServiceLedger(client, directory))
  if (ledger === null) throw refusal('service.no_ledger', { detail: directory })
  const at = { address: ledger, abi: serviceLedgerAbi } as const
  async function tokenOf(asset: LedgerAsset): Promise<Address> {
    const read = { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(tokenNames[asset])] } as const
    return address((await askRpc(access, () => readContract(client, read))).toLowerCase())
  }
  return {
    ledger,
    potOf: (account, asset) =>
      askRpc(access, () => readContract(client, { ...at, functionName: 'potOf', args: [account, ledgerAssets.indexOf(asset)] })),
    channelOf: (channel) => askRpc(access, () => readContract(client, { ...at, functionName: 'channelOf', args: [channel] })),
    async serviceOf(service) {
      const { payee, operator, royaltyBps, lockSeconds, bond, outAt } = await askRpc(access, () =>
        readContract(client, { ...at, functionName: 'serviceOf', args: [service] }),
      )
      if (payee === zeroAddress) throw refusal('service.unknown', { detail: service })
      return { payee: address(payee.toLowerCase()), operator: address(operator.toLowerCase()), royaltyBps, lockSeconds, bond, outAt }
    },
    tokenOf,
    async inWallet(account, asset) {
      const token = await tokenOf(asset)
      return askRpc(access, () => readContract(client, { address: token, abi: balanceAbi, functionName: 'balanceOf', args: [account] }))
    },
    now: async () => Number((await askRpc(access, () => getBlock(client))).timestamp),
  }
}
