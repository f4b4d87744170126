import { zeroAddress } from '../ids/address.ts'
import type { DraftCheckWire } from '../wire/governance/drafts.ts'

/** A reason why a draft must not be submitted. The web pages and the command line have a text for each name. */
export type DraftFault = 'changesNothing' | 'regionExists' | 'classExists'
/** A reason to check a draft of a proposal again. The draft can still be submitted, because its author may intend this effect. */
export type DraftRisk = 'fails' | 'coreEntry' | 'zeroAddress'

type Call = DraftCheckWire['calls'][number]
type Existing = { readonly regions: readonly string[]; readonly classes: readonly string[] }

/**
 * Returns the faults and risks of a draft, from its simulated calls. `existing` lists the names of regions and classes in the catalogue. They are checked here
 * because the contract accepts a name that exists already.
 */
export function draftProblems(
  { calls, outcome }: Pick<DraftCheckWire, 'calls' | 'outcome'>,
  existing: Existing,
): { readonly faults: readonly DraftFault[]; readonly risks: readonly DraftRisk[] } {
  const isNamed = (kind: 'region' | 'class', names: readonly string[]) =>
    calls.some(({ effect }) => effect?.kind === kind && names.some((name) => sameName(name, effect.name)))
  const faults: DraftFault[] = []
  if (calls.every(changesNothing)) faults.push('changesNothing')
  if (isNamed('region', existing.regions)) faults.push('regionExists')
  if (isNamed('class', existing.classes)) faults.push('classExists')
  const risks: DraftRisk[] = outcome === 'fails' ? ['fails'] : []
  return { faults, risks: [...risks, ...callRisks(calls)] }
}

/** Returns the risks of a draft or a proposal that follow from its calls themselves, without a simulation. */
export function callRisks(calls: readonly Pick<Call, 'effect'>[]): Exclude<DraftRisk, 'fails'>[] {
  const effects = calls.map(({ effect }) => effect)
  const isCore = effects.some((effect) => effect?.kind === 'entry' && isCoreEntry(effect.name))
  const isZero = effects.some(
    (effect) =>
      ((effect?.kind === 'entry' || effect?.kind === 'upgrade') && effect.after === zeroAddress) ||
      (effect?.kind === 'grant' && effect.to === zeroAddress),
  )
  return [...(isCore ? (['coreEntry'] as const) : []), ...(isZero ? (['zeroAddress'] as const) : [])]
}

function sameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}

function changesNothing({ parameters, effect }: Call): boolean {
  if (parameters.length > 0) return parameters.every(({ before, after }) => before === after)
  if (effect === null || !('before' in effect) || effect.kind === 'grant' || effect.kind === 'revocation') return false
  return effect.before !== null && effect.before === effect.after
}

/** Names in the Directory that the market, its pages or its clients look up. A wrong address under one of these names can make them fail. */
export const coreEntries = [
  ...(['Market', 'LeaseToken', 'PToken', 'Stablecoin', 'StakeVault', 'NodeRegistry', 'ClassCatalog', 'Attestations', 'FeeSplitter'] as const),
  ...(['GToken', 'StakedGToken', 'Governor', 'Timelock', 'Vesting', 'Emission', 'RandomBeacon', 'Panels', 'CarbonRegistry'] as const),
] as const

/** Returns true if the market depends on the Directory's entry with this name. */
function isCoreEntry(name: string): boolean {
  return (coreEntries as readonly string[]).includes(name)
}
