import { directoryAbi, settleGroupCall, type SettleItem } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import type { Sender } from './sender.ts'
import type { InnerCall } from './tryCall.ts'

/** What the Market does with a group of items when this key sends them as a batch: it takes all of them or refuses with its reason. */
export async function groupTrial({ client, addresses, address: sender }: Sender, items: readonly SettleItem[]): Promise<InnerCall> {
  const { market, directory } = addresses
  const asked = { address: directory, abi: directoryAbi, functionName: 'settleContext', args: [sender] } as const
  const [registry, feeBps, senderIsEngine] = await client.readContract(asked)
  const context = { sender, registry: address(registry.toLowerCase()), feeBps, senderIsEngine }
  return { from: market, call: settleGroupCall({ market, context, items }) }
}
