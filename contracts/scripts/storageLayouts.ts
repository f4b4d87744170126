import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractsFolder } from './buildContracts.ts'
import { compileSources, sourcePaths } from './solcSources.ts'

/** One stored field: its location and its type. */
export type StoredField = {
  readonly label: string
  readonly slot: number
  readonly offset: number
  readonly type: string
  readonly fields?: StoredField[]
}

type SolcField = { label: string; slot: string; offset: number; type: string }
type SolcType = { label: string; members?: SolcField[]; key?: string; value?: string; base?: string }
type SolcLayout = { storage: SolcField[]; types: Record<string, SolcType> | null }
type Output = {
  errors?: { severity: string; formattedMessage: string }[]
  contracts?: Record<string, Record<string, { storageLayout: SolcLayout }>>
}

/** The names of the contracts that are deployed. */
const deployed = [
  'Attestations',
  'Bounties',
  'CarbonRegistry',
  'ClassCatalog',
  'Directory',
  'DisputeCourt',
  'Emission',
  'EmissionChallenges',
  'FeeSplitter',
  'Findings',
  'FuturesCommitment',
  'GOracle',
  'GToken',
  'HostingPool',
  'Incubator',
  'InfinitioGovernor',
  'LeaseToken',
  'Market',
  'MarketAnnex',
  'ModelPayments',
  'NodeRegistry',
  'PToken',
  'Panels',
  'ProofChecker',
  'RandomBeacon',
  'Reputation',
  'StakeVault',
  'StakedGToken',
  'ServiceLedger',
  'TaskPool',
  'TaskVerifier',
  'Timelock',
  'Vesting',
]

/**
 * Returns the storage of every deployed contract, and of every ERC-7201 struct, by file name without ending. solc lays out such a struct only if a variable has
 * its type, so adds a contract with such a variable for each of them. Throws solc's errors.
 */
export function storageLayouts(): Map<string, StoredField[]> {
  const paths = sourcePaths()
  const structs = namespacedStructs(paths)
  const lines = structs.map(({ name, path }) => `import {${name}} from "${path}";\ncontract Holds${name} { ${name} private held; }`)
  const extra = { 'layouts.sol': ['// SPDX-License-Identifier: Apache-2.0', 'pragma solidity 0.8.37;', ...lines].join('\n') }
  const { errors = [], contracts = {} } = compileSources<Output>({ paths, extra, select: { '*': { '*': ['storageLayout'] } } })
  const failures = errors.filter(({ severity }) => severity === 'error').map(({ formattedMessage }) => formattedMessage)
  if (failures.length > 0) throw new Error(`solc could not lay out the storage:\n${failures.join('\n')}`)
  const layouts = new Map<string, StoredField[]>()
  for (const name of deployed) layouts.set(name, fieldsOf(layoutOf(contracts, `src/${name}.sol`, name)))
  for (const { name } of structs) layouts.set(name, fieldsOf(layoutOf(contracts, 'layouts.sol', `Holds${name}`))[0]?.fields ?? [])
  return layouts
}

function layoutOf(contracts: NonNullable<Output['contracts']>, path: string, name: string): SolcLayout {
  const layout = contracts[path]?.[name]?.storageLayout
  if (layout === undefined) throw new Error(`${path} has no contract ${name}`)
  return layout
}

/** Structs marked `@custom:storage-location erc7201:…`. */
function namespacedStructs(paths: string[]): { name: string; path: string }[] {
  return paths.flatMap((path) => {
    const text = readFileSync(join(contractsFolder, path), 'utf8')
    const found = text.matchAll(/@custom:storage-location erc7201:[^\n]*\n(?:\s*\/\/\/[^\n]*\n)*struct (\w+)/g)
    return [...found].map(([, name = '']) => ({ name, path }))
  })
}

function fieldsOf({ storage, types }: SolcLayout): StoredField[] {
  const known = types ?? {}
  const read = (field: SolcField, above: readonly string[]): StoredField => {
    const place = { label: field.label, slot: Number(field.slot), offset: field.offset, type: known[field.type]?.label ?? field.type }
    const struct = structIn(field.type, known)
    if (struct === null || above.includes(struct)) return place
    return { ...place, fields: (known[struct]?.members ?? []).map((member) => read(member, [...above, struct])) }
  }
  return storage.map((field) => read(field, []))
}

/**
 * Returns the name of the struct that a type contains, directly or as the values of a mapping or the elements of an array. Returns null if it contains none.
 */
function structIn(type: string, types: Record<string, SolcType>): string | null {
  const { members, value, base } = types[type] ?? {}
  if (members !== undefined) return type
  const inner = value ?? base
  return inner === undefined ? null : structIn(inner, types)
}
