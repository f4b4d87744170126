import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareEnv, programFile } from '@infinitio/process/test'
import type { TestApi } from './startTestApi.ts'

/** A real validator program; `stop` ends it as a crash does. */
export type TestValidator = { stop(): Promise<void> }

/** Starts a validator in a process of its own, on the chain of a test; `apiUrl` where it is not to ask the API itself. */
export function startTestValidator({ url, chain }: TestApi, { key, apiUrl = url }: { key: `0x${string}`; apiUrl?: string }): TestValidator {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-validator-'))
  const keyFile = join(folder, 'validator.key')
  writeFileSync(keyFile, `${key}\n`, { mode: 0o600 })
  const rateFile = join(folder, 'g-rate')
  writeFileSync(rateFile, '1.1\n')
  const child = spawn(process.execPath, [programFile('apps/validator/src/main.ts')], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...bareEnv(),
      ...{ NODE_ENV: 'test', LOG_LEVEL: 'fatal', API_URL: apiUrl, RPC_URL: chain.rpcUrl, POLL_MS: '300', TURN_MS: '500' },
      ...{
        DIRECTORY_ADDRESS: chain.addresses.directory,
        FINALITY_BLOCKS: '1',
        G_RATE_FILE: rateFile,
        VALIDATOR_KEY_FILE: keyFile,
        VALIDATOR_DATA_DIR: join(folder, 'data'),
      },
    },
  })
  const ended = once(child, 'exit')
  return {
    async stop() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
