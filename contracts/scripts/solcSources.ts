import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { contractsFolder } from './buildContracts.ts'

type Solc = { version: () => string; compile: (input: string, callbacks: { import: (path: string) => object }) => string }

const solc = createRequire(import.meta.url)('solc') as Solc

/** Returns the version of npm's solc, which Hardhat compiles with. */
export const solcVersion = (): string => solc.version()

/** Returns the paths of the Solidity files in `src`, sorted. */
export function sourcePaths(): string[] {
  return globSync('src/**/*.sol', { cwd: contractsFolder }).sort()
}

/**
 * Compiles sources directly with solc, for outputs that Hardhat does not provide. `extra` adds sources by path; `select` names the outputs. Returns
 * solc's standard JSON output unchanged, including errors.
 */
export function compileSources<Output>({
  paths,
  extra = {},
  select,
}: {
  paths: readonly string[]
  extra?: Readonly<Record<string, string>>
  select: object
}): Output {
  const own = Object.fromEntries(paths.map((path) => [path, { content: readFileSync(join(contractsFolder, path), 'utf8') }]))
  const added = Object.fromEntries(Object.entries(extra).map(([path, content]) => [path, { content }]))
  const settings = { evmVersion: 'cancun', viaIR: true, outputSelection: select }
  const input = JSON.stringify({ language: 'Solidity', sources: { ...own, ...added }, settings })
  return JSON.parse(solc.compile(input, { import: find })) as Output
}

function find(path: string): { contents: string } | { error: string } {
  const place = [join(contractsFolder, path), join(contractsFolder, 'node_modules', path)].find((candidate) => existsSync(candidate))
  return place === undefined ? { error: 'not found' } : { contents: readFileSync(place, 'utf8') }
}
