import { serviceLedgerAbi } from '@infinitio/chain'
import {
  type Address,
  address,
  type ChannelId,
  channelId,
  type KeyCurve,
  keyCurves,
  type LedgerAsset,
  ledgerAssets,
  type ServiceId,
} from '@infinitio/domain'
import { getBlockNumber, getLogs } from 'viem/actions'
import { blocksAtOnce, type ChainChannel, type LedgerAccess, readChannel } from './ledgerAccess.ts'

/** A payment channel to a service that is open on the chain. */
export type OpenChannel = {
  readonly id: ChannelId
  readonly payer: Address
  readonly key: Address
  readonly curve: KeyCurve
  readonly asset: LedgerAsset
  readonly chain: ChainChannel
}

const events = serviceLedgerAbi.filter((entry) => entry.type === 'event' && ['ChannelFunded', 'ServiceRegistered'].includes(entry.name))

/**
 * Reads the channels to a service that have money on the chain now, from the events since the service was registered. Reads backwards, so a new service needs few
 * requests. Throws viem's errors.
 */
export async function readOpenChannels(ledger: LedgerAccess, service: ServiceId): Promise<readonly OpenChannel[]> {
  const { client, domain } = ledger
  const found = new Map<ChannelId, Omit<OpenChannel, 'chain'>>()
  for (let to = await getBlockNumber(client, { cacheTime: 0 }); ; to -= blocksAtOnce) {
    const from = to < blocksAtOnce ? 0n : to - blocksAtOnce + 1n
    let isRegistered = false
    for (const { eventName, args } of await getLogs(client, { address: domain.ledger, events, fromBlock: from, toBlock: to, strict: true })) {
      if (eventName === 'ServiceRegistered') isRegistered ||= args.service === service
      if (eventName !== 'ChannelFunded' || args.facts.service !== service) continue
      const { payer, key, curve: curveCode, asset: assetCode } = args.facts
      const [curve, asset] = [keyCurves[curveCode], ledgerAssets[assetCode]]
      if (curve === undefined || asset === undefined) throw new Error('the curve and the asset of a channel are known')
      const id = channelId(args.channel)
      found.set(id, { id, payer: address(payer.toLowerCase()), key: address(key.toLowerCase()), curve, asset })
    }
    if (isRegistered || from === 0n) break
  }
  const open: OpenChannel[] = []
  for (const place of found.values()) {
    const chain = await readChannel(ledger, place.id, 'head')
    if (chain.deposited > chain.settled) open.push({ ...place, chain })
  }
  return open
}
