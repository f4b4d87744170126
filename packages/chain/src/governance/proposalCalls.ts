import type { Address } from '@infinitio/domain'
import { encodeFunctionData, parseAbi } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import { anyOfProgramme, type Programme, programmeName } from '../emission/programmes.ts'
import type { ContractCall } from '../calls/contractCall.ts'
import { bountiesAbi } from '../generated/bountiesAbi.ts'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'
import { classCatalogAbi } from '../generated/classCatalogAbi.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { emissionAbi } from '../generated/emissionAbi.ts'
import { gTokenAbi } from '../generated/gTokenAbi.ts'
import { incubatorAbi } from '../generated/incubatorAbi.ts'

/** The source of the money of a grant: G of the treasury, PToken of the treasury, or new PToken that is minted from the surplus (reserve above supply). */
export type GrantSource = 'treasuryG' | 'treasuryPt' | 'surplus'

/** Work that is paid in G. `category` is an index of `bountyCategories`, `reward` is in base units of G, `openUntil` in Unix seconds. */
export type PostedBounty = {
  readonly category: number
  readonly reward: bigint
  readonly openUntil: number
  readonly workSeconds: number
  readonly text: string
}

/**
 * The changes for which `proposedCalls` writes the calls of a proposal. A vote can also make other calls. Amounts and prices are in base units; a price is per
 * GPU-second.
 */
export type ProposedAct =
  | { readonly kind: 'grant'; readonly source: GrantSource; readonly to: Address; readonly amount: bigint }
  | { readonly kind: 'class'; readonly name: string; readonly vramGib: number; readonly pricePerGpuSecond: bigint }
  | { readonly kind: 'price'; readonly classId: number; readonly pricePerGpuSecond: bigint }
  | { readonly kind: 'region'; readonly name: string }
  | { readonly kind: 'entry'; readonly name: string; readonly entry: Address }
  | ({ readonly kind: 'bounty'; readonly bounties: Address } & PostedBounty)
  | { readonly kind: 'revocation'; readonly filing: bigint; readonly reason: string }
  | ({ readonly kind: 'programme' } & Pick<Programme, 'name' | 'classId' | 'regionId' | 'perEpoch'>)
  | { readonly kind: 'programmeRate'; readonly programme: number; readonly perEpoch: bigint }
  | { readonly kind: 'programmeClose'; readonly programme: number }
  | { readonly kind: 'upgrade'; readonly contract: UpgradeableContract; readonly implementation: Address }

/** Contracts with code that a vote may change. None of them holds funds. */
export const upgradeableContracts = ['classCatalog', 'nodeRegistry'] as const
/** The name of an upgradeable contract. */
export type UpgradeableContract = (typeof upgradeableContracts)[number]

/** The addresses of the contracts that these actions call, from the API. */
export type ActContracts = {
  readonly addresses: Readonly<Record<'directory' | 'ptoken' | 'classCatalog' | 'nodeRegistry', string>>
  readonly governance: Readonly<Record<'gToken' | 'emission' | 'carbonRegistry', string>>
}

/** The function that upgrades a UUPS proxy. */
export const upgradeAbi = parseAbi(['function upgradeToAndCall(address implementation, bytes data) payable'])

/**
 * Returns the calls that the timelock makes for an action. It is one call, or two for a bounty, because its reward must be approved first. Throws if a
 * Directory name has more than 32 bytes.
 */
export function proposedCalls(act: ProposedAct, contracts: ActContracts): readonly ContractCall[] {
  if (act.kind !== 'bounty') return [proposedCall(act, contracts)]
  const allow = encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [act.bounties, act.reward] })
  return [call(contracts.governance.gToken, allow), postBountyCall(act.bounties, act)]
}

/** Posts a bounty. The sender must have approved its reward. */
export function postBountyCall(bounties: Address, { category, reward, openUntil, workSeconds, text }: PostedBounty): ContractCall {
  const args = [category, reward, openUntil, workSeconds, text] as const
  return call(bounties, encodeFunctionData({ abi: bountiesAbi, functionName: 'post', args }))
}

function proposedCall(act: Exclude<ProposedAct, { kind: 'bounty' }>, { addresses, governance }: ActContracts): ContractCall {
  switch (act.kind) {
    case 'grant': {
      const args = [act.to, act.amount] as const
      if (act.source === 'surplus') return call(governance.emission, encodeFunctionData({ abi: emissionAbi, functionName: 'grant', args }))
      const token = act.source === 'treasuryG' ? governance.gToken : addresses.ptoken
      return call(token, encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args }))
    }
    case 'class': {
      const args = [act.name, act.vramGib, act.pricePerGpuSecond] as const
      return call(addresses.classCatalog, encodeFunctionData({ abi: classCatalogAbi, functionName: 'addClass', args }))
    }
    case 'price': {
      const args = [act.classId, act.pricePerGpuSecond] as const
      return call(addresses.classCatalog, encodeFunctionData({ abi: classCatalogAbi, functionName: 'setReferencePrice', args }))
    }
    case 'region':
      return call(addresses.classCatalog, encodeFunctionData({ abi: classCatalogAbi, functionName: 'addRegion', args: [act.name] }))
    case 'entry':
      return call(addresses.directory, encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey(act.name), act.entry] }))
    case 'revocation': {
      const args = [act.filing, act.reason] as const
      return call(governance.carbonRegistry, encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'revoke', args }))
    }
    case 'programme': {
      const args = [programmeName(act.name), act.classId ?? anyOfProgramme, act.regionId ?? anyOfProgramme, act.perEpoch] as const
      return call(governance.emission, encodeFunctionData({ abi: emissionAbi, functionName: 'createProgramme', args }))
    }
    case 'programmeRate': {
      const args = [act.programme, act.perEpoch] as const
      return call(governance.emission, encodeFunctionData({ abi: emissionAbi, functionName: 'setProgrammeRate', args }))
    }
    case 'programmeClose':
      return call(governance.emission, encodeFunctionData({ abi: emissionAbi, functionName: 'closeProgramme', args: [act.programme] }))
    case 'upgrade':
      return call(
        addresses[act.contract],
        encodeFunctionData({ abi: upgradeAbi, functionName: 'upgradeToAndCall', args: [act.implementation, '0x'] }),
      )
  }
}

function call(to: string, data: ContractCall['data']): ContractCall {
  return { to: to as Address, data }
}

/** A proposed project. Amounts are in base units of G. Times are in Unix seconds. */
export type ProposedProject = {
  readonly payee: Address
  readonly fundingUntil: number
  readonly milestones: readonly { readonly amount: bigint; readonly dueAt: number }[]
  readonly text: string
}

/** Proposes a project to sponsors. Anyone may send the call. */
export function proposeProjectCall(incubator: Address, { payee, fundingUntil, milestones, text }: ProposedProject): ContractCall {
  const args = [payee, fundingUntil, milestones, text] as const
  return { to: incubator, data: encodeFunctionData({ abi: incubatorAbi, functionName: 'propose', args }) }
}

/**
 * Checks values that are each within their bounds, but that the contract would refuse in combination. Returns a text that describes the problem, or null if
 * there is none.
 */
export function togetherProblem({ name, values }: { name: string; values: readonly bigint[] }): string | null {
  const [first = 0n, second = 0n] = values
  // Both values are fractions of the same fees.
  if (name === 'shares' && first + second > 10_000n) return 'the shares are more than 10000 together'
  if (name === 'panels' && second > first) return 'the fine is more than the bond'
  // A panel (group of selected auditors) with an even number of auditors could be undecided even if all of them answer.
  if (name === 'carbon' && (values[4] ?? 1n) % 2n === 0n) return 'auditors are an odd number'
  return null
}
