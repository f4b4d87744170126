import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contractsFolder } from './buildContracts.ts'
import { deployedContracts } from './renderGenerated.ts'

/** The file with the code size of each contract. A test compares it with the compiler's output. */
export const sizesFile = join(contractsFolder, 'sizes.json')

/** Returns the text of `sizes.json`: the bytes of each contract's code on chain. Throws when an artifact is missing; build first. */
export function renderSizes({ artifactsFolder }: { artifactsFolder: string }): string {
  const sizes = deployedContracts.map(({ name, source }) => {
    const path = join(artifactsFolder, source, `${name}.sol`, `${name}.json`)
    const { deployedBytecode } = JSON.parse(readFileSync(path, 'utf8')) as { deployedBytecode: string }
    return [name, (deployedBytecode.length - 2) / 2] as const
  })
  return `${JSON.stringify(Object.fromEntries(sizes), null, 2)}\n`
}
