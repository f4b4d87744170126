import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { CompilerInput, CompilerOutput } from 'hardhat/types/solidity'
import type { HardhatPlugin } from 'hardhat/types/plugins'
import { generatedFolder, hashOfInput, readCompiled } from './compiledFile.ts'
import { isReusing } from './hardhatFolders.ts'

type Contracts = NonNullable<CompilerOutput['contracts']>

/**
 * A plugin that replaces the compiler, because the compiler's optimiser takes minutes. If `generate.ts` has compiled the same input, the plugin returns the
 * checked-in creation code. It passes every other input to the compiler, without a request for opcodes, source maps and syntax trees: these are most of the
 * output and only serve traces of failed tests.
 */
export const reuseCompiled: HardhatPlugin = {
  id: 'infinitio-reuse-compiled',
  npmPackage: null,
  hookHandlers: {
    solidity: async () => ({
      default: async () => ({
        invokeSolc: async (context, compiler, input, config, next) => {
          if (!isReusing) return await next(context, compiler, input, config)
          if (readCompiled().inputs.includes(hashOfInput(input))) return checkedIn(input)
          const settings = { ...input.settings, outputSelection: { '*': { '*': codeOnly } } }
          return withEmptyTraces(await next(context, compiler, { ...input, settings }, config))
        },
      }),
    }),
  },
}

const codeOnly = [
  'abi',
  'evm.bytecode.linkReferences',
  'evm.bytecode.object',
  'evm.deployedBytecode.immutableReferences',
  'evm.deployedBytecode.linkReferences',
  'evm.deployedBytecode.object',
  'evm.methodIdentifiers',
]

/** Returns the checked-in creation code of each contract in `src`, if it has some. The tests need no other output. */
function checkedIn({ sources }: CompilerInput): CompilerOutput {
  const contracts: Contracts = {}
  for (const source of Object.keys(sources)) {
    const name = basename(source, '.sol')
    const object = source.includes('/src/') ? creationCode(name) : null
    if (object !== null)
      contracts[source] = { [name]: { abi: [], evm: { bytecode: codeOf(object), deployedBytecode: codeOf(''), methodIdentifiers: {} } } }
  }
  return { sources: {}, contracts }
}

const codeOf = (object: string) => ({ object, opcodes: '', sourceMap: '', linkReferences: {} })

/** Adds empty values for the fields that Hardhat reads of every contract. */
function withEmptyTraces(output: CompilerOutput): CompilerOutput {
  const all = Object.values(output.contracts ?? {}).flatMap((contracts) => Object.values(contracts))
  for (const { evm } of all)
    for (const code of [evm?.bytecode, evm?.deployedBytecode]) if (code !== undefined) Object.assign(code, { ...codeOf(''), ...code })
  return output
}

function creationCode(name: string): string | null {
  const file = join(generatedFolder, `${name.charAt(0).toLowerCase()}${name.slice(1)}Bytecode.ts`)
  return existsSync(file) ? (/'0x([0-9a-f]+)'/.exec(readFileSync(file, 'utf8'))?.[1] ?? null) : null
}
