import { boundedParameters, parameterTarget, emissionAbi } from '@infinitio/chain'
import type { ParametersWire } from '@infinitio/domain/wire'
import { type Client, type Abi, parseAbiItem } from 'viem'
import type { ProposalPast } from '../proposals/createProposalPast.ts'
import { valuesBefore } from './parameterSource.ts'
import { happening, type ProposalRecord } from '../proposals/proposalRecords.ts'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'
import { multicall, readContract } from 'viem/actions'

/** Reads the parameters that votes may change within limits, at one block, and their history from events. Throws viem's errors. */
export type ParameterReader = (at: ProposalsAt & Contracts, proposals: ReadonlyMap<bigint, ProposalRecord>) => Promise<ParametersWire['items']>

type Item = ParametersWire['items'][number]
const mostChanges = 50

/** Creates the reader of parameters. `readSets` returns the events that set parameters in the past. */
export function createParameterReader(client: Client, readSets: ProposalPast['sets']): ParameterReader {
  return async (at, proposals) => {
    const [sets, now] = await Promise.all([
      readSets(at),
      readParameters(client, at, { blockNumber: at.block.blockNumber, timestamp: at.block.blockTimestamp }),
    ])
    const executions = new Map([...proposals.values()].map((record) => [happening(record, 'executed')?.txHash, record]))
    return boundedParameters.map((parameter): Item => {
      const own = sets.filter(({ name }) => name === parameter.name)
      const history = own.map((set, index): Item['history'][number] => {
        const earlier = valuesBefore(parameter, own, index)
        const record = executions.get(set.txHash)
        const values = parameter.values.map(({ key }, place) => {
          return { key, before: earlier?.[place]?.toString() ?? null, after: (set.values[place] ?? 0n).toString() }
        })
        const proposal = record === undefined ? null : { number: record.number, id: record.proposed.id.toString() }
        return { at: set.at, txHash: set.txHash, final: at.final !== null && set.blockNumber <= at.final, proposal, values }
      })
      const values = parameter.values.map(({ key, unit, least, most }) => {
        return { key, unit, value: now.get(key)?.toString() ?? null, least: least.toString(), most: most.toString() }
      })
      const { name, signature, contract } = parameter
      const named = { name, contract, function: signature.slice(0, signature.indexOf('(')) }
      return { ...named, to: parameterTarget(parameter, at), values, history: history.slice(-mostChanges).reverse() }
    })
  }
}

/** A block to read at, and its time. */
type ParametersAt = { readonly blockNumber: bigint; readonly timestamp: bigint }

/**
 * Reads every parameter that votes may change within limits, at one block, by key. Leaves out the parameters of contracts that are not deployed. Throws viem's
 * errors.
 */
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
