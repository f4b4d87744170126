import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareEnv, programFile } from '@infinitio/process/test'
import type { SignedMandate } from '@infinitio/sdk'
import type { Hex } from 'viem'
import type { TestApi } from './startTestApi.ts'

/** The real agent of one machine, without a gateway. */
export type TestAgent = {
  /** The agent's folder. */
  readonly dataDir: string
  stop(): Promise<void>
}

/**
 * Starts the agent in a separate process, with a known node key. The provider's wallet is not on this machine: the node key signs asks, as the provider allowed
 * in a signed mandate.
 */
export function startTestAgent({ url, chain }: TestApi, { nodeKey, permission }: { nodeKey: Hex; permission: SignedMandate }): TestAgent {
  const dataDir = mkdtempSync(join(tmpdir(), 'infinitio-api-agent-'))
  const keys = join(dataDir, 'nodes', 'this-machine')
  mkdirSync(keys, { recursive: true })
  writeFileSync(join(keys, 'node.key'), nodeKey, { mode: 0o600 })
  writeFileSync(join(dataDir, 'mandate.json'), JSON.stringify(permission), { mode: 0o600 })
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', programFile('apps/agent/src/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      ...{ ...bareEnv(), NODE_ENV: 'test', LOG_LEVEL: process.env.LOG_LEVEL ?? 'fatal', API_URL: url, RPC_URL: chain.rpcUrl },
      ...{ AGENT_DATA_DIR: dataDir, AGENT_FLEET: 'this-machine', TUNNEL_HOST: '127.0.0.1', TUNNEL_PORT: '1' },
    },
  })
  const ended = once(child, 'exit')
  return {
    dataDir,
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null && child.signalCode === null) await ended
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}
