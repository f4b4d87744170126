import { boundedParameters, parameterTarget } from '@infinitio/chain'
import type { ParametersWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import { getBlock } from 'viem/actions'
import { createEventLog, usualRanges } from './createEventLog.ts'
import type { ProposalsAt } from './createProposalReader.ts'
import type { Contracts } from './describeCalls.ts'
import { keptState } from './keptState.ts'
import { type ParameterSet, parameterSource } from './parameterSource.ts'
import { happening, type ProposalRecord } from './proposalRecords.ts'
import { readParameters } from './readParameters.ts'

/** Bounded parameters: what they are at one block, and the history that events tell of them. Throws viem's errors. */
export type ParameterReader = (at: ProposalsAt & Contracts, proposals: ReadonlyMap<bigint, ProposalRecord>) => Promise<ParametersWire['items']>

type Item = ParametersWire['items'][number]
const mostChanges = 50

/** Makes the reader. */
export function createParameterReader(client: Client): ParameterReader {
  const log = createEventLog<ParameterSet>(usualRanges)
  /** What was before a change whose event does not say it, by its transaction. */
  const before = new Map<string, ReadonlyMap<string, bigint> | null>()

  async function stateBefore(contracts: Contracts, { txHash, blockNumber }: ParameterSet) {
    const known = before.get(txHash)
    if (known !== undefined) return known
    const read = async () => {
      const { number, timestamp } = await getBlock(client, { blockNumber: blockNumber - 1n })
      return readParameters(client, contracts, { blockNumber: number, timestamp })
    }
    const found = await keptState(read())
    before.set(txHash, found)
    return found
  }

  return async (at, proposals) => {
    const [sets, now] = await Promise.all([
      log.read(parameterSource(client, at), { ...at.block, final: at.final }),
      readParameters(client, at, { blockNumber: at.block.blockNumber, timestamp: at.block.blockTimestamp }),
    ])
    const executions = new Map([...proposals.values()].map((record) => [happening(record, 'executed')?.txHash, record]))
    return await Promise.all(
      boundedParameters.map(async (parameter): Promise<Item> => {
        const own = sets.filter(({ name }) => name === parameter.name)
        // Contracts of the DAO tell of their first values, too; those of the market were there before it.
        const isFirstKnown = !['directory', 'feeSplitter', 'attestations'].includes(parameter.contract)
        const first = own[0] === undefined || isFirstKnown ? null : await stateBefore(at, own[0])
        const history = own.map((set, index): Item['history'][number] => {
          const earlier = own[index - 1]
          const record = executions.get(set.txHash)
          const values = parameter.values.map(({ key }, place) => {
            const was = earlier === undefined ? first?.get(key) : earlier.values[place]
            return { key, before: was?.toString() ?? null, after: (set.values[place] ?? 0n).toString() }
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
      }),
    )
  }
}
