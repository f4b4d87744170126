import { readFileSync } from 'node:fs'
import { createHardhatRuntimeEnvironment } from 'hardhat/hre'
import type { CompilerInput } from 'hardhat/types/solidity'
import config from '../hardhat.config.ts'
import { contractsFolder } from './buildContracts.ts'
import { type Compiled, compiledFile, hashOfInput, hashOfOutputs } from './compiledFile.ts'

/** True if the checked-in code was compiled from the current sources and settings, and was not changed since. Compiles nothing. */
export async function isCompiledToday(): Promise<boolean> {
  return readFileSync(compiledFile, 'utf8') === (await renderCompiled())
}

/** Returns the text of `compiled.json` for the current sources and generated files. Compile and generate them first. */
export async function renderCompiled(): Promise<string> {
  const inputs = (await currentInputs()).map(hashOfInput).sort()
  return `${JSON.stringify({ inputs, outputs: hashOfOutputs() } satisfies Compiled, null, 2)}\n`
}

/**
 * Returns the inputs that the compiler gets in a clean checkout. Artifacts of earlier builds in this checkout do not change the result. Throws Hardhat's
 * reason if a source cannot be read.
 */
async function currentInputs(): Promise<CompilerInput[]> {
  const { solidity } = await createHardhatRuntimeEnvironment(config, {}, contractsFolder)
  const roots = await solidity.getRootFilePaths({ scope: 'contracts' })
  const result = await solidity.getCompilationJobs(roots, { force: true, isolated: false, quiet: true, scope: 'contracts' })
  if (!result.success) throw new Error(`The contracts cannot be compiled: ${JSON.stringify(result)}`)
  const jobs = new Set(result.compilationJobsPerFile.values())
  return await Promise.all([...jobs].map(async (job) => await job.getSolcInput()))
}
