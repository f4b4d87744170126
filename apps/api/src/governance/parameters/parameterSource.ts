import { boundedParameters, marketStart, parameterTarget, wordOf } from '@infinitio/chain'
import { type Address, address, type Hex32, hex32 } from '@infinitio/domain'
import { type Client, type RpcLog, size, toEventSelector, toHex } from 'viem'
import { getBlock } from 'viem/actions'
import type { LogSource } from '../createEventLog.ts'
import type { Contracts } from '../contractsAt.ts'

/** One event that set a parameter. `values` are in the same order as `values` in the parameter's description. */
export type ParameterSet = {
  readonly name: string
  readonly blockNumber: bigint
  readonly txHash: Hex32
  readonly at: number
  readonly values: readonly bigint[]
}

const byTopic = new Map(boundedParameters.map((parameter) => [toEventSelector(parameter.event), parameter]))

/** Reads the events that set parameters which votes may change within limits, from the market's first block on. Throws viem's errors. */
export function parameterSource(client: Client, contracts: Contracts): LogSource<ParameterSet> {
  const targets = [...new Set(boundedParameters.map((parameter) => parameterTarget(parameter, contracts)))]
  return {
    key: targets.join(' '),
    first: (head) => marketStart(client, contracts.addresses, head),
    readRange: (range) => readSets(client, { contracts, targets, ...range }),
  }
}

type Range = { readonly contracts: Contracts; readonly targets: readonly Address[]; readonly fromBlock: bigint; readonly toBlock: bigint }

async function readSets(client: Client, { contracts, targets, fromBlock, toBlock }: Range): Promise<ParameterSet[]> {
  const logs = (await client.request({
    method: 'eth_getLogs',
    params: [{ address: [...targets], topics: [[...byTopic.keys()]], fromBlock: toHex(fromBlock), toBlock: toHex(toBlock) }],
  } as never)) as readonly RpcLog[]
  const found: ParameterSet[] = []
  for (const { address: from, topics, data, blockNumber, transactionHash } of logs) {
    const parameter = byTopic.get(topics[0] ?? '0x')
    const isOurs = parameter !== undefined && parameterTarget(parameter, contracts) === address(from.toLowerCase())
    const words = Math.floor(size(data) / 32)
    if (!isOurs || parameter.values.some(({ eventPlace }) => eventPlace >= words) || blockNumber === null || transactionHash === null) continue
    const block = await getBlock(client, { blockNumber: BigInt(blockNumber) })
    found.push({
      ...{ name: parameter.name, blockNumber: block.number, txHash: hex32(transactionHash), at: Number(block.timestamp) },
      values: parameter.values.map(({ eventPlace }) => wordOf(data, eventPlace)),
    })
  }
  return found
}

/**
 * Returns the values that a parameter had before the event at `index` set it. They come from the previous event or, before the first event, from `atCreation`,
 * the values at the parameter's creation. Null if neither is known. `own` has all events of this parameter in order.
 */
export function valuesBefore({ atCreation = null }: { readonly atCreation?: readonly bigint[] | null }, own: readonly ParameterSet[], index: number) {
  return own[index - 1]?.values ?? atCreation
}

/**
 * Returns the values that parameters had before a transaction changed them, by the parameter's key. Reads them from events, because many chain nodes do not
 * store the state of old blocks.
 */
export function parametersBefore(sets: readonly ParameterSet[], txHash: Hex32): ReadonlyMap<string, bigint> {
  const found = new Map<string, bigint>()
  for (const parameter of boundedParameters) {
    const own = sets.filter(({ name }) => name === parameter.name)
    const index = own.findIndex((set) => set.txHash === txHash)
    const values = index < 0 ? null : valuesBefore(parameter, own, index)
    for (const [place, { key }] of parameter.values.entries()) {
      const value = values?.[place]
      if (value !== undefined) found.set(key, value)
    }
  }
  return found
}
