import { type ChildProcess, spawn } from 'node:child_process'
import { databaseSettings } from '@infinitio/db/migrations'
import { bareEnv, programFile } from '@infinitio/process/test'
import type { Market } from './startMarket.ts'

/** Starts a matcher in a separate process, so that a test can kill or freeze it. The process is in `children` while it runs. */
export function startMatcherProcess(
  { database, chain, keyFile }: Market,
  { children, settings = {} }: { children: Set<ChildProcess>; settings?: Record<string, string> },
): ChildProcess {
  const child = spawn(process.execPath, [programFile('apps/engine/src/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...bareEnv(),
      LOG_LEVEL: 'fatal',
      ROLE: 'matcher',
      ...databaseSettings('engine', database.urls),
      RPC_URL: chain.rpcUrl,
      DIRECTORY_ADDRESS: chain.addresses.directory,
      SENDER_KEY_FILE: keyFile,
      FINALITY_BLOCKS: '1',
      LOWER_HEAD_MS: '2000',
      ...settings,
    },
  })
  children.add(child)
  child.once('exit', () => children.delete(child))
  return child
}
