import {
  attestationsAbi,
  boundedParameters,
  type ChainAddresses,
  classCatalogAbi,
  directoryAbi,
  feeSplitterAbi,
  type GovernanceAddresses,
  gTokenAbi,
  infinitioGovernorAbi,
  nodeRegistryAbi,
  parameterTarget,
  pTokenAbi,
  stakedGTokenAbi,
  timelockAbi,
} from '@infinitio/chain'
import type { ProposalDetailWire } from '@infinitio/domain/wire'
import { type Abi, type AbiFunction, type Client, decodeFunctionData, parseAbiItem, size, slice, toFunctionSelector } from 'viem'
import { multicall } from 'viem/actions'
import type { ProposalCall } from './governorLog.ts'

type CallWire = NonNullable<ProposalDetailWire['calls']>[number]
/** The contracts of the market and of the DAO. */
export type Contracts = { readonly addresses: ChainAddresses; readonly governance: GovernanceAddresses }

/** At which block parameters are read for what they were before, and its time. */
export type Before = { readonly blockNumber: bigint; readonly timestamp: bigint }

const zeroSelector = '0x00000000'

/** Calls in words: whose function, with what, whether it may pass before full power, and the parameters it changes. Throws viem's errors. */
export async function describeCalls(
  client: Client,
  contracts: Contracts,
  input: { calls: readonly ProposalCall[]; blockNumber: bigint; before: Before },
) {
  const selectors = input.calls.map(({ data }) => (size(data) < 4 ? zeroSelector : slice(data, 0, 4)))
  const bounded = await multicall(client, {
    deployless: true,
    allowFailure: false,
    blockNumber: input.blockNumber,
    contracts: input.calls.map(({ to }, index) => ({
      address: contracts.governance.governor,
      abi: infinitioGovernorAbi,
      functionName: 'isBoundedCall' as const,
      args: [to, selectors[index] ?? zeroSelector] as const,
    })),
  })
  return Promise.all(
    input.calls.map(async (call, index): Promise<CallWire> => {
      const { to, value, data } = call
      const isBounded = bounded[index] === true && value === 0n && size(data) >= 4
      const parameters = await parametersOf(client, contracts, { call, before: input.before })
      return { to, value: value.toString(), data, ...wordsOf(call, contracts), bounded: isBounded, parameters }
    }),
  )
}

function wordsOf({ to, data }: ProposalCall, { addresses, governance }: Contracts): Pick<CallWire, 'contract' | 'function' | 'arguments'> {
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

async function parametersOf(
  client: Client,
  contracts: Contracts,
  { call, before }: { call: ProposalCall; before: Before },
): Promise<CallWire['parameters']> {
  if (size(call.data) < 4) return []
  const selector = slice(call.data, 0, 4)
  const found = boundedParameters.find((entry) => parameterTarget(entry, contracts) === call.to && toFunctionSelector(entry.signature) === selector)
  if (found === undefined) return []
  const after = afterOf(found.signature, call)
  if (after === null) return []
  const values = await multicall(client, {
    deployless: true,
    blockNumber: before.blockNumber,
    contracts: found.values.map(({ read }) => ({
      address: call.to,
      abi: [parseAbiItem(`function ${read} view returns (uint256)`)] as Abi,
      functionName: read.slice(0, read.indexOf('(')),
      args: read.endsWith('(uint256)') ? [before.timestamp] : [],
    })),
    // A node that keeps no old state cannot say what was.
  }).catch(() => [])
  return found.values.map(({ key, unit, least, most }, index) => {
    const was = values[index]
    const bounds = { least: least.toString(), most: most.toString() }
    return { key, unit, before: was?.status === 'success' ? String(was.result) : null, after: String(after[index]), ...bounds }
  })
}

function afterOf(signature: string, { data }: ProposalCall): readonly unknown[] | null {
  try {
    return decodeFunctionData({ abi: [parseAbiItem(`function ${signature}`)] as Abi, data }).args ?? null
  } catch {
    return null
  }
}
