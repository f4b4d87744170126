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
  const faults: DraftFault[] = calls.every(changesNothing) ? ['changesNothing'] : []
  faults.push(...takenNames(calls, existing))
  const risks: DraftRisk[] = outcome === 'fails' ? ['fails'] : []
  return { faults, risks: [...risks, ...callRisks(calls)] }
}

/**
 * Returns `regionExists` or `classExists` if a call adds a region or a class with the name of another one, in the catalogue or in the same proposal. The
 * contract accepts such a name. Use it for a proposal only before its execution: afterwards the name exists because of the proposal.
 */
export function takenNames(calls: readonly Pick<Call, 'effect'>[], existing: Existing): Exclude<DraftFault, 'changesNothing'>[] {
  const isTaken = (kind: 'region' | 'class', names: readonly string[]) => {
    const added = calls.flatMap(({ effect }) => (effect?.kind === kind ? [plainName(effect.name)] : []))
    const known = names.map(plainName)
    return added.some((name, at) => known.includes(name) || added.indexOf(name) !== at)
  }
  return [
    ...(isTaken('region', existing.regions) ? (['regionExists'] as const) : []),
    ...(isTaken('class', existing.classes) ? (['classExists'] as const) : []),
  ]
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

/** Returns a name as people see it: without capitals, invisible characters, and blanks at its ends. */
function plainName(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase()
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
