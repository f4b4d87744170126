// The part of solc's command line that Slither calls, on top of npm's solc: `--version`, and `--standard-json` for the sources on standard input.
// Generates no code, because Slither reads only the syntax tree and accepts an empty bytecode.
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
