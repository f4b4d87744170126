import {
  attestationsAbi,
  bountiesAbi,
  boundedParameters,
  carbonRegistryAbi,
  classCatalogAbi,
  directoryAbi,
  emissionAbi,
  feeSplitterAbi,
  gTokenAbi,
  incubatorAbi,
  infinitioGovernorAbi,
  nodeRegistryAbi,
  panelsAbi,
  parameterTarget,
  parameterValues,
  pTokenAbi,
  randomBeaconAbi,
  stakedGTokenAbi,
  timelockAbi,
} from '@infinitio/chain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { type Abi, type AbiFunction, type Client, decodeFunctionData, size, slice, toFunctionSelector } from 'viem'
import { multicall } from 'viem/actions'
import type { ProposalCall } from './governorLog.ts'
import { describeEffect } from './describeEffect.ts'
import type { Contracts, ProposalsAt } from '../contractsAt.ts'
import type { EffectReading } from './effectReading.ts'

type CallWire = NonNullable<ProposalDetailWire['calls']>[number]

const zeroSelector = '0x00000000'

/**
 * Describes each call of a proposal: the contract, the function, the arguments, the values that the call changes, and whether the DAO may already make the call
 * before the DAO has full power. `before` has the parameters that votes may change, as they were before the proposal. `past`, `comparedAt` and `logs` are as in
 * `EffectReading`. Throws viem's errors.
 */
export async function describeCalls(
  client: Client,
  where: ProposalsAt & Contracts,
  input: { calls: readonly ProposalCall[]; before: ReadonlyMap<string, bigint> } & Pick<EffectReading, 'past' | 'comparedAt' | 'logs'>,
) {
  const { calls, before, past, comparedAt, logs } = input
  const selectors = calls.map(({ data }) => (size(data) < 4 ? zeroSelector : slice(data, 0, 4)))
  const bounded = await multicall(client, {
    deployless: true,
    allowFailure: false,
    blockNumber: where.block.blockNumber,
    contracts: calls.map(({ to }, index) => ({
      address: where.governance.governor,
      abi: infinitioGovernorAbi,
      functionName: 'isBoundedCall' as const,
      args: [to, selectors[index] ?? zeroSelector] as const,
    })),
  })
  const effects = await Promise.all(calls.map((call) => describeEffect({ client, where, past, comparedAt, logs }, call)))
  return calls.map((call, index): CallWire => {
    const { to, value, data } = call
    const isBounded = bounded[index] === true && value === 0n && size(data) >= 4
    return {
      to,
      value: value.toString(),
      data,
      ...wordsOf(call, where),
      bounded: isBounded,
      parameters: parametersOf(where, { call, before }),
      effect: effects[index] ?? null,
    }
  })
}

function wordsOf({ to, data }: ProposalCall, { addresses, governance, funding }: Contracts): Pick<CallWire, 'contract' | 'function' | 'arguments'> {
  const known: readonly (readonly [string, string, Abi])[] = [
    ['Directory', addresses.directory, directoryAbi],
    ['ClassCatalog', addresses.classCatalog, classCatalogAbi],
    ['NodeRegistry', addresses.nodeRegistry, nodeRegistryAbi],
    ['Attestations', addresses.attestations, attestationsAbi],
    ['FeeSplitter', addresses.feeSplitter, feeSplitterAbi],
    ['PToken', addresses.pToken, pTokenAbi],
    ['GToken', governance.gToken, gTokenAbi],
    ['StakedGToken', governance.stakedGToken, stakedGTokenAbi],
    ['Governor', governance.governor, infinitioGovernorAbi],
    ['Timelock', governance.timelock, timelockAbi],
    ['Emission', governance.emission, emissionAbi],
    ['RandomBeacon', governance.randomBeacon, randomBeaconAbi],
    ['Panels', governance.panels, panelsAbi],
    ['CarbonRegistry', governance.carbonRegistry, carbonRegistryAbi],
    ...(funding === null
      ? []
      : ([
          ['Bounties', funding.bounties, bountiesAbi],
          ['Incubator', funding.incubator, incubatorAbi],
        ] as const)),
  ]
  const [contract, , abi] = known.find(([, place]) => place === to) ?? [null, null, null]
  if (abi === null) return { contract, function: null, arguments: [] }
  try {
    const { functionName, args = [] } = decodeFunctionData({ abi, data })
    const item = abi.find((entry): entry is AbiFunction => entry.type === 'function' && toFunctionSelector(entry) === slice(data, 0, 4))
    const named = args.map((argument, index) => ({ name: item?.inputs[index]?.name ?? '', value: argumentText(argument) }))
    return { contract, function: functionName, arguments: named }
  } catch {
    return { contract, function: null, arguments: [] }
  }
}

function argumentText(value: unknown): string {
  const text = typeof value === 'object' ? JSON.stringify(value, (_key, part) => (typeof part === 'bigint' ? part.toString() : part)) : String(value)
  return text.slice(0, 300)
}

/**
 * Returns the bounded parameters (parameters that votes may change within limits) that one call of a proposal sets, with old and new values. `before` is null
 * if the old value is unknown.
 */
function parametersOf(contracts: Contracts, { call, before }: { call: ProposalCall; before: ReadonlyMap<string, bigint> }): CallWire['parameters'] {
  const found = boundedParameters.find((entry) => parameterTarget(entry, contracts) === call.to && parameterValues(entry, call.data) !== null)
  const after = found === undefined ? null : parameterValues(found, call.data)
  if (found === undefined || after === null) return []
  return found.values.map(({ key, unit, least, most }, index) => {
    const bounds = { least: least.toString(), most: most.toString() }
    return { key, unit, before: before.get(key)?.toString() ?? null, after: (after[index] ?? 0n).toString(), ...bounds }
  })
}
