import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { databaseSettings } from '@infinitio/db/migrations'
import { bareEnv, programFile } from '@infinitio/process/test'
import type { TestApi } from './startTestApi.ts'

/** The real engine, running behind the API of a test. */
export type TestEngine = {
  /**
   * Waits until `check` returns a value. Mines blocks while it waits, so that more blocks become
   * final. Throws after `patienceMs`, 45 s by default.
   */
  until<Found>(what: string, check: () => Promise<Found | null | undefined | false>): Promise<Found>
  /** Stops the engine as if it had crashed. Another engine may be started afterwards. */
  stop(): Promise<void>
}

const mineEveryMs = 200

/**
 * Starts the engine, or only its matcher or follower, in a separate process on the API's database and chain. With `attestorKey`, the engine also signs as a
 * validator.
 */
export function startTestEngine(
  { database, chain }: TestApi,
  role: 'all' | 'matcher' | 'follower' = 'all',
  { attestorKey, settings = {}, patienceMs = 45_000 }: { attestorKey?: `0x${string}`; settings?: Record<string, string>; patienceMs?: number } = {},
): TestEngine {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-api-engine-'))
  const keyFile = join(folder, 'sender.key')
  writeFileSync(keyFile, `${chain.keys.sender.privateKey}\n`, { mode: 0o600 })
  const attestorFile = join(folder, 'attestor.key')
  if (attestorKey !== undefined) writeFileSync(attestorFile, `${attestorKey}\n`, { mode: 0o600 })
  const child = spawn(process.execPath, [programFile('apps/engine/src/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...bareEnv(),
      NODE_ENV: 'test',
      LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal',
      ROLE: role,
      ...databaseSettings('engine', database.urls),
      RPC_URL: chain.rpcUrl,
      DIRECTORY_ADDRESS: chain.addresses.directory,
      SENDER_KEY_FILE: keyFile,
      ...(attestorKey === undefined ? {} : { ATTESTOR_KEY_FILE: attestorFile }),
      FINALITY_BLOCKS: '1',
      SWEEP_EVERY_MS: '1000',
      ...settings,
    },
  })
  const ended = once(child, 'exit')
  const hasEnded = () => child.exitCode !== null || child.signalCode !== null
  return {
    async until(what, check) {
      const deadline = performance.now() + patienceMs
      for (let mineAt = performance.now() + mineEveryMs; ; ) {
        const found = await check()
        if (found !== null && found !== undefined && found !== false) return found
        if (hasEnded()) throw new Error(`the engine ended while we waited until ${what}`)
        if (performance.now() > deadline) throw new Error(`waited ${patienceMs} ms in vain until ${what}`)
        if (performance.now() > mineAt) {
          await chain.mine(1)
          mineAt = performance.now() + mineEveryMs
        }
        await delay(25)
      }
    },
    async stop() {
      child.kill('SIGKILL')
      if (!hasEnded()) await ended
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
