import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareEnv, programFile } from '@infinitio/process/test'
import type { TestApi } from './startTestApi.ts'

/** A real validator program. */
export type TestValidator = {
  /** The folder of its data. */
  readonly dataDir: string
  /** Stops it as a crash does, and keeps its folder. */
  kill(): Promise<void>
  /** Starts it again on that folder. */
  again(): void
  /** Stops it as a crash does, and deletes its folder. */
  stop(): Promise<void>
}

/**
 * How a validator starts. `apiUrl` replaces the URL of the API. `signed` has roots that it already
 * stored as signed, by "subject-epoch". With `doorPort` it is a timer of GPU proofs, which takes
 * commits for six seconds.
 */
type Options = { key: `0x${string}`; apiUrl?: string; signed?: Readonly<Record<string, string>>; doorPort?: number }

/** Starts a validator in a separate process on a test's chain. */
export function startTestValidator({ url, chain }: TestApi, { key, apiUrl = url, signed = {}, doorPort }: Options): TestValidator {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-validator-'))
  const keyFile = join(folder, 'validator.key')
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 })
  const rateFile = join(folder, 'g-rate')
  writeFileSync(rateFile, '1.1\n')
  const dataDir = join(folder, 'data')
  mkdirSync(join(dataDir, 'signed'), { recursive: true })
  for (const [name, root] of Object.entries(signed)) writeFileSync(join(dataDir, 'signed', name), root)
  const start = () =>
    spawn(process.execPath, [programFile('apps/validator/src/main.ts')], {
      stdio: ['ignore', 'inherit', 'inherit'],
      env: {
        ...bareEnv(),
        ...{
          NODE_ENV: 'test',
          LOG_LEVEL: process.env.VALIDATOR_LOG ?? 'fatal',
          API_URL: apiUrl,
          RPC_URL: chain.rpcUrl,
          POLL_MS: '300',
          TURN_MS: '500',
        },
        ...{
          DIRECTORY_ADDRESS: chain.addresses.directory,
          FINALITY_BLOCKS: '1',
          G_RATE_FILE: rateFile,
          VALIDATOR_KEY_FILE: keyFile,
          VALIDATOR_DATA_DIR: dataDir,
        },
        ...(doorPort === undefined
          ? {}
          : { DOOR_PORT: `${doorPort}`, DOOR_URL: `http://127.0.0.1:${doorPort}`, DOOR_HOST: '127.0.0.1', PROOF_WINDOW_MS: '6000' }),
      },
    })
  let child = start()
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await endOf(child)
  }
  return {
    dataDir,
    kill,
    again() {
      child = start()
    },
    async stop() {
      await kill()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function endOf(child: ChildProcess): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
