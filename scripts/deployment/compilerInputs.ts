import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { buildContracts } from '../../contracts/scripts/buildContracts.ts'
import { hashOfInput, readCompiled } from '../../contracts/scripts/compiledFile.ts'
import type { Manifest } from './manifest.ts'

type Artifact = { readonly contractName: string; readonly inputSourceName: string; readonly buildInfoId: string }
type BuildInfo = { readonly solcLongVersion: string; readonly input: Parameters<typeof hashOfInput>[0] }

/** The data with which a block explorer verifies one contract. `input` is the name of a file with the compiler's standard JSON input. */
export type ExplorerFacts = {
  readonly name: string
  readonly address: string
  readonly contract: string
  readonly compiler: string
  readonly input: string
  readonly constructorArguments: string
  readonly transaction: string
}

/**
 * Writes into a folder the files with which block explorers verify the contracts: `contracts.json` with one row for each contract, and the compiler's inputs.
 * Compiles the contracts first if they have changed. Throws if the sources or settings of a contract are not those from which the
 * checked-in code was compiled; comments may differ. Returns the rows.
 */
export function writeCompilerInputs({ contracts }: Manifest, folder: string): ExplorerFacts[] {
  const { artifactsFolder } = buildContracts()
  mkdirSync(folder, { recursive: true })
  const rows = contracts.map(({ name, address, constructorArguments, transaction }) => {
    const artifact = artifactOf(name, artifactsFolder)
    const { solcLongVersion, input } = JSON.parse(
      readFileSync(join(artifactsFolder, 'build-info', `${artifact.buildInfoId}.json`), 'utf8'),
    ) as BuildInfo
    if (!readCompiled().inputs.includes(hashOfInput(input))) throw new Error(`The source of ${name} is not the source of the checked-in code.`)
    const file = `${artifact.buildInfoId}.json`
    writeFileSync(join(folder, file), JSON.stringify(input))
    const contract = `${artifact.inputSourceName}:${artifact.contractName}`
    return { name, address, contract, compiler: `v${solcLongVersion}`, input: file, constructorArguments, transaction }
  })
  writeFileSync(join(folder, 'contracts.json'), `${JSON.stringify(rows, null, 2)}\n`)
  return rows
}

/** Returns the compiler's output for a contract of the plan. A proxy is listed under the name of its implementation and the word `proxy`. */
function artifactOf(name: string, artifactsFolder: string): Artifact {
  const path = name.endsWith(' proxy') ? 'src/proxies/UpgradeableProxy' : `src/${name}`
  const file = join(artifactsFolder, `${path}.sol`, `${path.split('/').at(-1)}.json`)
  return JSON.parse(readFileSync(file, 'utf8')) as Artifact
}
