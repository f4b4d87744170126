import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { hardhatFolders } from './hardhatFolders.ts'

/** The folder of the contracts package. */
export const contractsFolder = join(import.meta.dirname, '..')

/** Compiles changed contracts, or with `force` all contracts, into the folder of artifacts. Throws the compiler's output when that fails. */
export function buildContracts({ force = false }: { force?: boolean } = {}): { artifactsFolder: string } {
  const hardhat = dirname(createRequire(import.meta.url).resolve('hardhat/package.json'))
  const run = spawnSync(process.execPath, [join(hardhat, 'dist/src/cli.js'), 'build', '--no-tests', ...(force ? ['--force'] : [])], {
    cwd: contractsFolder,
    encoding: 'utf8',
    env: { ...process.env, HARDHAT_DISABLE_TELEMETRY_PROMPT: 'true' },
  })
  if (run.error !== undefined || run.status !== 0) {
    throw new Error(`Hardhat could not compile the contracts:\n${run.stdout}\n${run.stderr}`, { cause: run.error })
  }
  return { artifactsFolder: join(contractsFolder, hardhatFolders.artifacts) }
}
