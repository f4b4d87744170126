import { boundedParameters, type ParameterContracts, parameterData, parameterTarget, togetherProblem } from '@infinitio/chain'
import { address } from '@infinitio/domain'
import { refusal } from '../transport/refusal.ts'
import { type Proposal, proposalDescription } from './proposal.ts'

/**
 * Builds the proposal that sets a bounded parameter (one that votes may change between two limits), by its name in `boundedParameters`. Only the account
 * `proposer` may submit it. Throws `api.invalid_field` for an unknown name, a wrong number of values, and a value outside the contract's limits.
 */
export function parameterProposal(
  { name, values, text, proposer }: { name: string; values: readonly bigint[]; text: string; proposer: string },
  contracts: ParameterContracts,
): Proposal {
  const parameter = boundedParameters.find((entry) => entry.name === name)
  if (parameter === undefined) {
    throw refusal('api.invalid_field', { detail: `${name} is no parameter; these are: ${boundedParameters.map((entry) => entry.name).join(', ')}` })
  }
  const wanted = parameter.values.map(({ key }) => key).join(', ')
  if (values.length !== parameter.values.length) throw refusal('api.invalid_field', { detail: `${name} takes ${wanted}` })
  for (const [index, { key, least, most }] of parameter.values.entries()) {
    const value = values[index] ?? 0n
    if (value < least || value > most) throw refusal('api.invalid_field', { detail: `${key} is from ${least} to ${most}, not ${value}` })
  }
  const together = togetherProblem({ name, values })
  if (together !== null) throw refusal('api.invalid_field', { detail: together })
  const calls = [{ to: parameterTarget(parameter, contracts), value: 0n, data: parameterData(parameter, values) }]
  return { calls, description: proposalDescription({ text, proposer: address(proposer.toLowerCase()) }) }
}
