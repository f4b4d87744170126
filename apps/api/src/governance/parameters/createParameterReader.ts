import { boundedParameters, parameterTarget } from '@infinitio/chain'
import type { ParametersWire } from '@infinitio/domain/wire'
import type { Client } from 'viem'
import type { ProposalPast } from '../proposals/createProposalPast.ts'
import { valuesBefore } from './parametersBefore.ts'
import { happening, type ProposalRecord } from '../proposals/proposalRecords.ts'
import { readParameters } from './readParameters.ts'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'

/** Reads bounded parameters at one block, and their history from events. Throws viem's errors. */
export type ParameterReader = (at: ProposalsAt & Contracts, proposals: ReadonlyMap<bigint, ProposalRecord>) => Promise<ParametersWire['items']>

type Item = ParametersWire['items'][number]
const mostChanges = 50

/** Creates the reader. `readSets` returns the past settings. */
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
