import { type Abi, type AbiFunction, type DecodeFunctionDataReturnType, decodeFunctionData, type Hex, toFunctionSelector } from 'viem'
import { Refused } from './refused.ts'

/**
 * Returns a decoder for calls of one contract. It hashes the function selectors only once, because hashing them for each call took most of a run's time. The
 * decoder throws for a selector that the ABI does not have.
 */
export function callDecoder<const ContractAbi extends Abi>(abi: ContractAbi): (data: Hex) => DecodeFunctionDataReturnType<ContractAbi> {
  const functions = abi.filter((item): item is AbiFunction => item.type === 'function')
  const bySelector = new Map(functions.map((item) => [toFunctionSelector(item), item]))
  return (data) => {
    const item = bySelector.get(data.slice(0, 10) as Hex)
    if (item === undefined) throw new Refused('the model has no such function', [data.slice(0, 10)])
    return decodeFunctionData({ abi: [item], data }) as unknown as DecodeFunctionDataReturnType<ContractAbi>
  }
}
