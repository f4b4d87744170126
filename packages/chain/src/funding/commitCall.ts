import { type Address, zeroAddress } from '@infinitio/domain'
import { encodeFunctionData } from 'viem'
import type { ContractCall } from '../calls/contractCall.ts'
import { futuresCommitmentAbi } from '../generated/futuresCommitmentAbi.ts'

/** GPU time as a provider promises it ahead. Times in Unix seconds, amounts in base units of PToken; `promisedTo` null: nobody by name. */
export type PromisedTerms = {
  readonly classId: number
  readonly from: number
  readonly until: number
  readonly gpuSeconds: bigint
  readonly pricePerGpuSecond: bigint
  readonly promisedTo: Address | null
  readonly bond: bigint
}

/** Promises GPU time and bonds for it; the bond must be allowed before. */
export function commitCall(futuresCommitment: Address, terms: PromisedTerms): ContractCall {
  const args = [{ ...terms, promisedTo: terms.promisedTo ?? zeroAddress }] as const
  return { to: futuresCommitment, data: encodeFunctionData({ abi: futuresCommitmentAbi, functionName: 'commit', args }) }
}

/** The least bond for so many GPU-seconds of a class, in base units of PToken: a fifth of their value at the reference price, rounded up, and 10 PToken. Twin of the contract's. */
export function leastCommitmentBond({ gpuSeconds, referencePricePerGpuSecond }: { gpuSeconds: bigint; referencePricePerGpuSecond: bigint }): bigint {
  const fifth = (gpuSeconds * referencePricePerGpuSecond * 2_000n + 9_999n) / 10_000n
  return fifth > leastBond ? fifth : leastBond
}

const leastBond = 10n * 10n ** 18n
