import { bountiesAbi, carbonRegistryAbi, classCatalogAbi, directoryAbi, gTokenAbi, upgradeAbi } from '@infinitio/chain'
import { address, bountyCategories } from '@infinitio/domain'
import type { EffectWire } from '@infinitio/domain/wire'
import { type Abi, type Address, type ContractEventName, hexToString, parseEventLogs, size, slice } from 'viem'
import { getStorageAt, readContract } from 'viem/actions'
import { argumentsOf } from './argumentsOf.ts'
import { asciiText } from '../carbon/carbonSource.ts'
import type { EffectReading } from './effectReading.ts'
import { describeGrant } from './describeGrant.ts'
import { describeProgramme } from './describeProgramme.ts'
import type { ProposalCall } from './governorLog.ts'
import { keptState } from '../keptState.ts'
import { plainText } from './plainText.ts'

/** The storage slot in which an upgradable contract (ERC-1967 proxy) stores the address of its code: keccak256("eip1967.proxy.implementation") − 1. */
const codeSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'
const mostText = 200
/** The number of the state "accepted" in `CarbonState` of the registry. */
const acceptedState = 2

/**
 * Returns the effect of a call with old and new values, for example of a grant, a class, a price or an upgrade. Returns null for any other call and for
 * malformed calls. For an executed call, the old values come from events, or from the state of the block before if no event has them. Throws viem's errors.
 */
export async function describeEffect(reading: EffectReading, call: ProposalCall): Promise<EffectWire | null> {
  const { addresses, governance, funding } = reading.where
  const { to } = call
  if (to === governance.gToken || to === addresses.pToken) return allowanceOf(reading, call) ?? (await describeGrant(reading, call))
  if (to === funding?.bounties) return bountyOf(call)
  if (to === governance.emission) return (await describeProgramme(reading, call)) ?? (await describeGrant(reading, call))
  if (to === governance.carbonRegistry) return await revocationOf(reading, call)
  if (to === addresses.directory) return await entryOf(reading, call)
  const upgrade = to === addresses.classCatalog ? 'ClassCatalog' : to === addresses.nodeRegistry ? 'NodeRegistry' : null
  if (upgrade !== null) {
    const given = argumentsOf(upgradeAbi, 'upgradeToAndCall', call)
    if (given !== null) return await upgradeOf(reading, { to, contract: upgrade, given: given as readonly [Address, Address] })
  }
  return to === addresses.classCatalog ? await catalogueOf(reading, call) : null
}

function allowanceOf({ where: { governance, funding } }: EffectReading, call: ProposalCall): EffectWire | null {
  const given = call.to === governance.gToken ? (argumentsOf(gTokenAbi, 'approve', call) as readonly [Address, bigint] | null) : null
  if (given === null) return null
  const to = lower(given[0])
  const name = to === funding?.bounties ? 'Bounties' : to === funding?.incubator ? 'Incubator' : null
  return { kind: 'allowance', to, name, amount: given[1].toString() }
}

function bountyOf(call: ProposalCall): EffectWire | null {
  const given = argumentsOf(bountiesAbi, 'post', call) as readonly [number, bigint, number, number, string] | null
  const category = given === null ? undefined : bountyCategories[given[0]]
  if (given === null || category === undefined) return null
  return {
    kind: 'bounty',
    category,
    reward: given[1].toString(),
    openUntil: given[2],
    workSeconds: given[3],
    text: given[4].split('\n').map(plainText).join('\n').slice(0, mostText),
  }
}

async function entryOf({ client, where: { addresses }, comparedAt, logs }: EffectReading, call: ProposalCall): Promise<EffectWire | null> {
  const given = argumentsOf(directoryAbi, 'set', call) as readonly [`0x${string}`, Address] | null
  if (given === null) return null
  const [key, entry] = given
  const set = logsOf(call, logs, { abi: directoryAbi, eventName: 'EntrySet' }).find(
    ({ args }) => args.name === key && lower(args.current) === lower(entry),
  )
  const read = { address: addresses.directory, abi: directoryAbi, functionName: 'get', args: [key], blockNumber: comparedAt } as const
  const before = set?.args.previous ?? (await keptState(readContract(client, read)))
  return { kind: 'entry', name: plainText(hexToString(key)), before: before === null ? null : lower(before), after: lower(entry) }
}

async function revocationOf(
  { client, where: { governance, block }, comparedAt, logs }: EffectReading,
  call: ProposalCall,
): Promise<EffectWire | null> {
  const given = argumentsOf(carbonRegistryAbi, 'revoke', call) as readonly [bigint, string] | null
  if (given === null) return null
  const [filing, reason] = given
  const revoked = logsOf(call, logs, { abi: carbonRegistryAbi, eventName: 'CarbonRevoked' }).find(({ args }) => args.id === filing)
  // If the execution of this proposal has revoked the filing (a proof of green energy), read the filing at the newest block. The data that is needed in this
  // case does not change, and the chain node may no longer have the older state.
  const read = {
    address: governance.carbonRegistry,
    abi: carbonRegistryAbi,
    blockNumber: revoked === undefined ? comparedAt : block.blockNumber,
  } as const
  const kept = await keptState(
    Promise.all([
      readContract(client, { ...read, functionName: 'recordOf', args: [filing] }),
      readContract(client, { ...read, functionName: 'limits' }),
    ]),
  )
  const told = { kind: 'revocation', filing: filing.toString(), reason: plainText(reason) } as const
  if (kept === null) return { ...told, source: null, before: null, slashed: null }
  const [{ source, state, coverage, bond }, { slashBps }] = kept
  const isCertificate = revoked !== undefined || state === acceptedState
  const slashed = revoked?.args.slashed ?? (bond * BigInt(slashBps)) / 10_000n
  return {
    ...{ ...told, source: asciiText(source), before: isCertificate ? coverage.toString() : null },
    slashed: isCertificate ? slashed.toString() : null,
  }
}

async function upgradeOf(
  { client, where, past, comparedAt, logs }: EffectReading,
  { to, contract, given: [code, data] }: { to: Address; contract: string; given: readonly [Address, `0x${string}`] },
): Promise<EffectWire> {
  const told = { kind: 'upgrade', contract, after: lower(code), calls: size(data) > 0 } as const
  if (logs !== null) {
    const earlier = (await past.codes(where)).findLast((it) => it.contract === to && it.blockNumber <= comparedAt)
    return { ...told, before: earlier?.code ?? null }
  }
  const word = await getStorageAt(client, { address: to, slot: codeSlot, blockNumber: comparedAt })
  return { ...told, before: word === undefined || size(word) !== 32 ? null : lower(slice(word, 12) as Address) }
}

async function catalogueOf({ client, where: { addresses, block }, comparedAt, logs }: EffectReading, call: ProposalCall): Promise<EffectWire | null> {
  const added = argumentsOf(classCatalogAbi, 'addClass', call) as readonly [string, number, bigint] | null
  if (added !== null) return { kind: 'class', name: plainText(added[0]), vramGib: added[1], pricePerGpuSecond: added[2].toString() }
  const region = argumentsOf(classCatalogAbi, 'addRegion', call) as readonly [string] | null
  if (region !== null) return { kind: 'region', name: plainText(region[0]) }
  const priced = argumentsOf(classCatalogAbi, 'setReferencePrice', call) as readonly [number, bigint] | null
  if (priced === null) return null
  const [classId, price] = priced
  const changed = logsOf(call, logs, { abi: classCatalogAbi, eventName: 'ReferencePriceChanged' })
  const change = changed.find(({ args }) => args.id === classId && args.current === price)
  // The name of a class never changes, so it may be read at the newest block.
  const blockNumber = change === undefined ? comparedAt : block.blockNumber
  const read = { address: addresses.classCatalog, abi: classCatalogAbi, functionName: 'classOf', args: [classId], blockNumber } as const
  // If the class does not exist yet, the contract rejects the call, and there is no name.
  const known = await keptState(readContract(client, read)).catch((error: unknown) => {
    if (error instanceof Error && /ClassUnknown/.test(error.message)) return null
    throw error
  })
  const before = change?.args.previous ?? known?.referencePricePerGpuSecond
  return { kind: 'price', classId, name: known === null ? null : plainText(known.name), before: before?.toString() ?? null, after: price.toString() }
}

/** Returns the events with this name that the called contract emitted in the execution of the proposal. */
function logsOf<const TAbi extends Abi, TName extends ContractEventName<TAbi>>(
  { to }: ProposalCall,
  logs: EffectReading['logs'],
  { abi, eventName }: { abi: TAbi; eventName: TName },
) {
  const own = (logs ?? []).filter((log) => log.address.toLowerCase() === to)
  return parseEventLogs({ abi, eventName, logs: own })
}

function lower(value: Address) {
  return address(value.toLowerCase())
}
