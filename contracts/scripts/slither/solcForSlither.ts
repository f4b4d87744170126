// The part of solc's command line that Slither calls, over the solc of npm: `--version`, and `--standard-json` for the sources named on
// standard input. No code is generated: Slither reads the syntax tree, and takes an empty bytecode for an answer.
import { readFileSync } from 'node:fs'
import { compileSources, solcVersion } from '../solcSources.ts'

type Output = { contracts?: Record<string, Record<string, { evm?: unknown }>> }

if (process.argv.includes('--version')) console.log(`solc, the solidity compiler commandline interface\nVersion: ${solcVersion()}`)
else process.stdout.write(JSON.stringify(answer(Object.keys((JSON.parse(readFileSync(0, 'utf8')) as { sources: object }).sources))))

function answer(paths: string[]): Output {
  const output = compileSources<Output>({ paths, select: { '*': { '*': ['abi', 'devdoc', 'userdoc'], '': ['ast'] } } })
  const nothing = { object: '', sourceMap: '' }
  for (const contracts of Object.values(output.contracts ?? {})) {
    for (const contract of Object.values(contracts)) contract.evm = { bytecode: nothing, deployedBytecode: nothing }
  }
  return output
}
