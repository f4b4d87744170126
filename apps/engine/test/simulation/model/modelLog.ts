import { classCatalogAbi, devFaucetAbi, directoryAbi, leaseTokenAbi, marketAbi, nodeRegistryAbi, pTokenAbi, stakeVaultAbi } from '@infinitio/chain'
import { type Abi, type AbiEvent, encodeAbiParameters, encodeEventTopics, type Hex } from 'viem'
import type { ModelAddresses, ModelEvent } from './turn.ts'

/** A log as a chain node returns it. */
export type ModelLog = { address: string; topics: Hex[]; data: Hex }

const abis: Record<ModelEvent['contract'], Abi> = {
  market: marketAbi,
  leaseToken: leaseTokenAbi,
  pToken: pTokenAbi,
  faucet: devFaucetAbi,
  nodeRegistry: nodeRegistryAbi,
  classCatalog: classCatalogAbi,
  stakeVault: stakeVaultAbi,
  directory: directoryAbi,
}

/** Encodes an event with the contract's own ABI, as the chain would. Throws if the ABI has no such event. */
export function encodeModelEvent({ contract, name, args }: ModelEvent, addresses: ModelAddresses): ModelLog {
  const abi = abis[contract]
  const event = abi.find((item): item is AbiEvent => item.type === 'event' && item.name === name)
  if (event === undefined) throw new Error(`${contract} has no event ${name}`)
  const topics = encodeEventTopics({ abi: [event], eventName: name, args } as never) as Hex[]
  const plain = event.inputs.filter((input) => input.indexed !== true)
  const data = encodeAbiParameters(
    plain,
    plain.map((input) => args[input.name ?? '']),
  )
  return { address: addresses[contract], topics, data }
}
