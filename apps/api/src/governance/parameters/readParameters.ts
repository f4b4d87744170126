import { boundedParameters, emissionAbi, parameterTarget } from '@infinitio/chain'
import { type Abi, type Client, parseAbiItem } from 'viem'
import { multicall, readContract } from 'viem/actions'
import type { Contracts } from '../contractsAt.ts'

/** A block to read at, and its time. */
export type ParametersAt = { readonly blockNumber: bigint; readonly timestamp: bigint }

/** Reads every bounded parameter at a block, by key. Leaves out the parameters of contracts that are not deployed. Throws viem's errors. */
export async function readParameters(client: Client, contracts: Contracts, { blockNumber, timestamp }: ParametersAt): Promise<Map<string, bigint>> {
  const emission = { address: contracts.governance.emission, abi: emissionAbi } as const
  const version = await readContract(client, { ...emission, functionName: 'parametersVersion', blockNumber })
  const values = boundedParameters.flatMap((parameter) => parameter.values.map((value) => ({ ...value, to: parameterTarget(parameter, contracts) })))
  const answers = await multicall(client, {
    deployless: true,
    blockNumber,
    contracts: values.map(({ to, read: { view, places } }) => ({
      address: to,
      abi: [parseAbiItem(`function ${view} view returns (${Array(places).fill('uint256').join(',')})`)] as Abi,
      functionName: view.slice(0, view.indexOf('(')),
      args: view.endsWith('(uint256)') ? [timestamp] : view.endsWith('(uint32)') ? [version] : [],
    })),
  })
  const found = new Map<string, bigint>()
  for (const [at, { key, read }] of values.entries()) {
    const answer = answers[at]
    if (answer?.status !== 'success') continue
    const word = read.places === 1 ? answer.result : (answer.result as readonly unknown[])[read.place]
    if (typeof word === 'bigint') found.set(key, word)
  }
  return found
}
