import { type Abi, decodeFunctionData, size, slice, toFunctionSelector } from 'viem'
import type { ProposalCall } from './governorLog.ts'

/** Decodes the arguments of a call if it calls the function `name` and sends no ETH. Returns null for every other call and for invalid bytes. */
export function argumentsOf(abi: Abi, name: string, { data, value }: ProposalCall): readonly unknown[] | null {
  const item = abi.find((entry) => entry.type === 'function' && entry.name === name)
  if (item?.type !== 'function' || value !== 0n || size(data) < 4 || slice(data, 0, 4) !== toFunctionSelector(item)) return null
  try {
    return decodeFunctionData({ abi: [item], data }).args ?? null
  } catch {
    return null
  }
}
