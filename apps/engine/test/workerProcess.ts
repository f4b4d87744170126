import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { databaseSettings } from '@infinitio/db/migrations'
import { bareEnv, programFile } from '@infinitio/process/test'
import type { Market } from './startMarket.ts'

/** A worker in a separate process, which a test can kill. */
export interface WorkerProcess {
  kill(): Promise<void>
  hasEnded(): boolean
}

/** Starts a worker process as the process manager would. `rpcUrl` and `settings` may put a proxy between the worker and the chain. */
export function startWorkerProcess(
  { database, chain, keyFile }: Market,
  { rpcUrl, settings }: { rpcUrl: string; settings: Record<string, string> },
): WorkerProcess {
  const child: ChildProcess = spawn(process.execPath, [programFile('apps/engine/src/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...bareEnv(),
      LOG_LEVEL: 'fatal',
      ROLE: 'worker',
      ...databaseSettings('engine', database.urls),
      RPC_URL: rpcUrl,
      DIRECTORY_ADDRESS: chain.addresses.directory,
      SENDER_KEY_FILE: keyFile,
      FINALITY_BLOCKS: '1',
      ...settings,
    },
  })
  const ended = once(child, 'exit').then(() => {})
  return {
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    async kill() {
      child.kill('SIGKILL')
      if (child.exitCode === null && child.signalCode === null) await ended
    },
  }
}
