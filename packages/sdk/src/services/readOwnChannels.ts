import { serviceLedgerAbi } from '@infinitio/chain'
import { type Address, type ChannelFacts, type ChannelId, channelIdOf, type LedgerAsset, ledgerAssets } from '@infinitio/domain'
import { getBlockNumber, readContract } from 'viem/actions'
import { askRpc } from '../chain/askRpc.ts'
import type { ExitAccess } from '../chain/exitAccess.ts'
import { scanLogs } from '../chain/scanLogs.ts'
import { LedgerHistory, ledgerTopics } from '../exit/ledger/ledgerHistory.ts'
import { mapAtMost } from '../transport/mapAtMost.ts'
import type { LedgerChannel, ServiceLedger } from './openServiceLedger.ts'

/** A payment channel of an account, with its present state. `lockSeconds` is the time from an exit until the channel can be finished. */
export type OwnChannel = {
  readonly channel: ChannelId
  readonly facts: ChannelFacts
  readonly state: LedgerChannel
  readonly lockSeconds: number
}

/** A key that can still move an amount out of an account's pot. `left` is in 1e-6 of the asset, `until` in Unix seconds. */
export type OwnAllowance = { readonly key: Address; readonly asset: LedgerAsset; readonly left: bigint; readonly until: number }

/** The payment channels that an account funded at any time, and the keys that can still spend from its pots. */
export type OwnChannels = { readonly channels: readonly OwnChannel[]; readonly allowances: readonly OwnAllowance[] }

const atOnce = 8

/**
 * Finds the payment channels of an account in the events of the service ledger, and reads their state. Asks no server of the market, but reads the events of
 * the whole chain. Throws `chain.rpc_silent`.
 */
export async function readOwnChannels(
  access: ExitAccess,
  { ledger, account }: { readonly ledger: ServiceLedger; readonly account: Address },
): Promise<OwnChannels> {
  const history = new LedgerHistory(account)
  const from = await askRpc(access, () => getBlockNumber(access.client, { cacheTime: 0 }))
  await scanLogs(access, { contracts: [ledger.ledger], topics: ledgerTopics, from, downTo: 0n }, (logs) => {
    history.add(logs)
    return true
  })
  const { channels, allowances } = history.found
  const now = await ledger.now()
  const locks = new Map<string, Promise<number>>()
  const lockOf = ({ service }: ChannelFacts) => {
    const lock = locks.get(service) ?? ledger.serviceOf(service).then(({ lockSeconds }) => lockSeconds)
    locks.set(service, lock)
    return lock
  }
  return {
    channels: await mapAtMost(channels, {
      atOnce,
      work: async ({ facts }) => {
        const channel = channelIdOf(facts)
        return { channel, facts, state: await ledger.channelOf(channel), lockSeconds: await lockOf(facts) }
      },
    }),
    allowances: (
      await mapAtMost(allowances, {
        atOnce,
        work: async ({ key, asset }): Promise<OwnAllowance[]> => {
          const args = [account, key, ledgerAssets.indexOf(asset)] as const
          const at = { address: ledger.ledger, abi: serviceLedgerAbi } as const
          const { left, until } = await askRpc(access, () => readContract(access.client, { ...at, functionName: 'allowanceOf', args }))
          return left > 0 && until >= now ? [{ key, asset, left: BigInt(left), until }] : []
        },
      })
    ).flat(),
  }
}
