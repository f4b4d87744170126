import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractsFolder } from './buildContracts.ts'
import { deployedContracts } from './renderGenerated.ts'

/** File with the size of the code of each contract; a test compares it with what the compiler makes. */
export const sizesFile = join(contractsFolder, 'sizes.json')

/** The text of `sizes.json`: bytes of each contract's code as it lies on chain. Throws when an artifact is missing: build first. */
export function renderSizes({ artifactsFolder }: { artifactsFolder: string }): string {
  const sizes = deployedContracts.map(({ name, source }) => {
    const path = join(artifactsFolder, source, `${name}.sol`, `${name}.json`)
    const { deployedBytecode } = JSON.parse(readFileSync(path, 'utf8')) as { deployedBytecode: string }
    return [name, (deployedBytecode.length - 2) / 2] as const
  })
  return `${JSON.stringify(Object.fromEntries(sizes), null, 2)}\n`
}
