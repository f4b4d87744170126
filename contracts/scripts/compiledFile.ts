import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CompilerInput } from 'hardhat/types/solidity'

const contractsFolder = join(import.meta.dirname, '..')

/** The folder of the ABIs and the creation code that packages/chain carries. */
export const generatedFolder = join(contractsFolder, '../packages/chain/src/generated')

/** The file with the hashes of the inputs from which the checked-in code was compiled. `generate.ts` writes it. */
export const compiledFile = join(contractsFolder, 'compiled.json')

/** One hash for each input of the compiler, and one hash for all files that were written from its output. */
export type Compiled = { readonly inputs: readonly string[]; readonly outputs: string }

/** Reads `compiled.json`. */
export function readCompiled(): Compiled {
  return JSON.parse(readFileSync(compiledFile, 'utf8')) as Compiled
}

/** Returns one hash of everything on which the compiled code depends: sources without comments, settings and names of outputs. */
export function hashOfInput({ sources, ...rest }: Pick<CompilerInput, 'sources'>): string {
  const texts = Object.entries(sources).map(([name, { content }]) => [name, withoutComments(content)])
  return createHash('sha256')
    .update(JSON.stringify([rest, texts]))
    .digest('hex')
}

/** Matches strings and comments. Strings must not be changed, and comments with directives for the compiler must not be removed. */
const stringOrComment = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\/\/[^\n]*|\/\*[\s\S]*?\*\//g

function withoutComments(source: string): string {
  return source.replace(stringOrComment, (part) => (part.startsWith('/') && !part.includes('@solidity') ? ' ' : part)).replace(/\s+/g, ' ')
}

/** Returns one hash of everything that `generate.ts` wrote from the compiler's output. */
export function hashOfOutputs(): string {
  const paths = [
    ...readdirSync(generatedFolder)
      .sort()
      .map((name) => join(generatedFolder, name)),
    join(contractsFolder, 'sizes.json'),
  ]
  const digest = createHash('sha256')
  for (const path of paths) digest.update(readFileSync(path))
  return digest.digest('hex')
}
