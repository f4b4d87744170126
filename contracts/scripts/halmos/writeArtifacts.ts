import { mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { compileSources } from '../solcSources.ts'

type Code = { object: string; linkReferences: object }
type Artifact = { metadata: string; evm: { bytecode: Code; deployedBytecode: Code; methodIdentifiers: object }; abi: unknown[] }
type Output = {
  errors?: { severity: string; formattedMessage: string }[]
  sources: Record<string, { id: number; ast: object }>
  contracts: Record<string, Record<string, Artifact>>
}

/**
 * Compiles sources (paths below `contracts`, and `extra` ones by path) and writes each contract below `out` as a Foundry artifact, for Halmos. Throws
 * the compiler's errors when the sources do not compile.
 */
export function writeArtifacts({ paths, extra, out }: { paths: readonly string[]; extra: Readonly<Record<string, string>>; out: string }): void {
  const code = ['object', 'linkReferences'].flatMap((part) => [`evm.bytecode.${part}`, `evm.deployedBytecode.${part}`])
  const select = { '*': { '*': ['abi', 'metadata', 'evm.methodIdentifiers', ...code], '': ['ast'] } }
  const { errors = [], sources, contracts } = compileSources<Output>({ paths, extra, select })
  const failed = errors.filter(({ severity }) => severity === 'error').map(({ formattedMessage }) => formattedMessage)
  if (failed.length > 0) throw new Error(failed.join('\n'))
  for (const path of [...paths, ...Object.keys(extra)]) {
    const folder = join(out, basename(path))
    mkdirSync(folder, { recursive: true })
    for (const [name, { abi, metadata, evm }] of Object.entries(contracts[path] ?? {})) {
      const { bytecode, deployedBytecode, methodIdentifiers } = evm
      const artifact = { abi, bytecode, deployedBytecode, methodIdentifiers, metadata: JSON.parse(metadata) as object, ...sources[path] }
      writeFileSync(join(folder, `${name}.json`), JSON.stringify(artifact))
    }
  }
}
