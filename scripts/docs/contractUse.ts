import { existsSync, globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { codeIn, tableRows } from './tableRows.ts'

/** Files and folders of `packages/chain/src` and `apps/api/src` that use the ABIs of many contracts. They are in no row of the table. */
const general = [
  'index.ts',
  'generated/',
  'errors/',
  'node/',
  'react/',
  'events/followedContracts.ts',
  'emission/readEpochEvents.ts',
  'governance/proposalCalls.ts',
  'governance/proposals/',
]
const columns = [
  { folder: 'packages/chain/src', at: 2 },
  { folder: 'apps/engine/src/follower', at: 3 },
  { folder: 'apps/api/src', at: 4 },
  { folder: 'packages/sdk/src', at: 5 },
  { folder: 'apps/web/features', at: 6 },
  { folder: 'packages/cli/src', at: 7 },
] as const
/** Columns with files that import an ABI directly. */
const readers = columns.filter(({ at }) => at === 2 || at === 4)

/**
 * Compares the table "Where each contract is used" with the code, and returns the differences: contracts, parts and paths that do not exist, and files that use
 * a contract's ABI although the contract's row does not lead to them.
 */
export function contractUse(page: string, checkout: string): string[] {
  const rows = tableRows(page, 'Where each contract is used')
  const names = rows.map(([name = '']) => codeIn(name)[0] ?? '')
  const contracts = globSync('contracts/src/*.sol', { cwd: checkout }).map((path) => basename(path, '.sol'))
  const uses = readers.map(({ folder, at }) => ({ at, folder, files: sourcesIn(checkout, folder) }))
  return [
    ...contracts.filter((name) => !names.includes(name)).map((name) => `no row for ${name}`),
    ...names.filter((name) => !contracts.includes(name)).map((name) => `${name} is no contract`),
    ...rows.flatMap((cells) => {
      const name = codeIn(cells[0] ?? '')[0] ?? ''
      if (!contracts.includes(name)) return []
      return [
        ...wrongParts(checkout, { name, listed: codeIn(cells[1] ?? '') }),
        ...columns.flatMap(({ folder, at }) =>
          pathsOf(cells[at]).flatMap((path) => (existsSync(join(checkout, folder, path)) ? [] : [`${name}: ${folder}/${path} does not exist`])),
        ),
        ...uses.flatMap(({ folder, at, files }) =>
          unnamedUses(files, { name, paths: pathsOf(cells[at]) }).map((path) => `${name}: no path to ${folder}/${path}`),
        ),
      ]
    }),
  ]
}

/** Returns the paths in a table cell. Returns none for a cell that begins with "as" or "its", because such a cell refers to another row. */
function pathsOf(cell = ''): string[] {
  return /^(as|its) /.test(cell) ? [] : codeIn(cell)
}

/** Returns the sources of a folder with their text, without tests and without files that use many contracts. */
function sourcesIn(checkout: string, folder: string): { path: string; text: string }[] {
  return globSync('**/*.ts', { cwd: join(checkout, folder) })
    .filter((path) => !path.endsWith('.test.ts') && !general.some((start) => path.startsWith(start)))
    .map((path) => ({ path, text: readFileSync(join(checkout, folder, path), 'utf8') }))
}

/** Returns the files that use the ABI of a contract and are neither one of `paths` nor below one. Nearly every file asks the Directory for an address. */
function unnamedUses(files: readonly { path: string; text: string }[], { name, paths }: { name: string; paths: readonly string[] }): string[] {
  if (name === 'Directory') return []
  const abi = new RegExp(`\\b${name.charAt(0).toLowerCase()}${name.slice(1)}Abi\\b`)
  return files.filter(({ path, text }) => abi.test(text) && !paths.some((one) => path === one || path.startsWith(`${one}/`))).map(({ path }) => path)
}

/** Compares the parts in a row, which may contain `*`, with the abstract contracts that the contract inherits. */
function wrongParts(checkout: string, { name, listed }: { name: string; listed: readonly string[] }): string[] {
  const inherited = [...partsOf(checkout, `contracts/src/${name}.sol`)]
  const fits = (pattern: string, part: string) => new RegExp(`^${pattern.replace('*', '.*')}$`).test(part)
  return [
    ...inherited.filter((part) => !listed.some((pattern) => fits(pattern, part))).map((part) => `${name}: the part ${part} is not listed`),
    ...listed.filter((pattern) => !inherited.some((part) => fits(pattern, part))).map((pattern) => `${name} has no part ${pattern}`),
  ]
}

function partsOf(checkout: string, path: string, found = new Set<string>()): Set<string> {
  for (const [, part = ''] of readFileSync(join(checkout, path), 'utf8').matchAll(/from "\.\.?\/(?:abstracts\/)?(\w+)\.sol"/g)) {
    const file = `contracts/src/abstracts/${part}.sol`
    if (found.has(part) || !existsSync(join(checkout, file))) continue
    found.add(part)
    partsOf(checkout, file, found)
  }
  return found
}
