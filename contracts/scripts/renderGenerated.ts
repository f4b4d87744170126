import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The contracts packages/chain carries, with the folder of their source; of a proxy only the creation code, since its ABI is its implementation's. */
const generatedContracts: readonly { name: string; source: string }[] = [
  { name: 'Attestations', source: 'src' },
  { name: 'ClassCatalog', source: 'src' },
  { name: 'DevFaucet', source: 'src/dev' },
  { name: 'Directory', source: 'src' },
  { name: 'FeeSplitter', source: 'src' },
  { name: 'Market', source: 'src' },
  { name: 'NodeRegistry', source: 'src' },
  { name: 'PToken', source: 'src' },
  { name: 'StakeVault', source: 'src' },
  { name: 'TestStablecoin', source: 'src/dev' },
  { name: 'UpgradeableProxy', source: 'src/proxies' },
]

type Artifact = { abi: unknown[]; bytecode: string }

/**
 * The text of every generated file of packages/chain/src/generated, by file name, from Hardhat's artifacts.
 * Throws when an artifact is missing: build first.
 */
export function renderGenerated({ artifactsFolder }: { artifactsFolder: string }): Map<string, string> {
  const files = new Map<string, string>()
  for (const { name, source } of generatedContracts) {
    const path = join(artifactsFolder, source, `${name}.sol`, `${name}.json`)
    const artifact = JSON.parse(readFileSync(path, 'utf8')) as Artifact
    const lower = camelCase(name)
    const note = `// Generated from contracts/${source}/${name}.sol by contracts/scripts/generate.ts. Do not edit.\n`
    const rows = artifact.abi.map((item) => `  ${JSON.stringify(item)},`).join('\n')
    if (source !== 'src/proxies') files.set(`${lower}Abi.ts`, `${note}export const ${lower}Abi = [\n${rows}\n] as const\n`)
    files.set(`${lower}Bytecode.ts`, `${note}export const ${lower}Bytecode =\n  '${artifact.bytecode}' as const\n`)
  }
  return files
}

/** ClassCatalog becomes classCatalog, PToken becomes pToken. */
function camelCase(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1)
}
