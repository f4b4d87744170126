import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareEnv, programFile } from '@infinitio/process/test'
import type { TestApi } from './startTestApi.ts'

/** A real process that runs one or more validators. */
export type TestValidators = {
  /** The folder with the data of each validator. */
  readonly dataDirs: readonly string[]
  /** Stops the program as if it had crashed. Its folders remain. */
  kill(): Promise<void>
  /** Starts the program again with the same folders. */
  again(): void
  /** Stops the program as a crash would, and deletes its folders. */
  stop(): Promise<void>
}

/**
 * Options of a process with validators.
 * - `keys`: one key for each validator. The validators share a process but have separate data
 * - `apiUrl` replaces the URL of the API
 * - `signed`: roots that each validator has already stored as signed, by "subject-epoch"
 * - `doorPorts`: ports on which the validators receive GPU proofs; then they are timers (they measure when the proofs arrive)
 * - `router`: the router through which the validators check AI services, and the file with its API key
 */
type Options = {
  keys: readonly `0x${string}`[]
  apiUrl?: string
  signed?: Readonly<Record<string, string>>
  doorPorts?: readonly number[]
  router?: { readonly url: string; readonly keyFile: string }
}

/** The milliseconds for which the validators of a test accept proofs of a slot. */
export const proofWindowMs = 12_000

/** Starts validators in one separate process on a test's chain. */
export function startTestValidators({ url, chain }: TestApi, { keys, apiUrl = url, signed = {}, doorPorts, router }: Options): TestValidators {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-validator-'))
  const keyFiles = keys.map((key, place) => {
    const file = join(folder, `validator-${place}.key`)
    writeFileSync(file, `${key}\n`, { mode: 0o600 })
    return file
  })
  const rateFile = join(folder, 'g-rate')
  writeFileSync(rateFile, '1.1\n')
  const dataDirs = keys.map((_key, place) => join(folder, `data-${place}`))
  for (const dataDir of dataDirs) {
    mkdirSync(join(dataDir, 'signed'), { recursive: true })
    for (const [name, root] of Object.entries(signed)) writeFileSync(join(dataDir, 'signed', name), root)
  }
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
          POLL_MS: '600',
          TURN_MS: '800',
        },
        ...{
          DIRECTORY_ADDRESS: chain.addresses.directory,
          FINALITY_BLOCKS: '1',
          G_RATE_FILE: rateFile,
          VALIDATOR_KEY_FILE: keyFiles.join(','),
          VALIDATOR_DATA_DIR: dataDirs.join(','),
        },
        ...(router === undefined ? {} : { CHECK_ROUTER_URLS: router.url, CHECK_KEY_FILES: router.keyFile }),
        ...(doorPorts === undefined
          ? {}
          : {
              DOOR_PORT: doorPorts.join(','),
              DOOR_URL: doorPorts.map((port) => `http://127.0.0.1:${port}`).join(','),
              DOOR_HOST: '127.0.0.1',
              PROOF_WINDOW_MS: `${proofWindowMs}`,
            }),
      },
    })
  let child = start()
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL')
    await endOf(child)
  }
  return {
    dataDirs,
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
