import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bareEnv, programFile } from '@infinitio/process/test'
import type { Hex } from 'viem'
import type { TestApi } from './startTestApi.ts'

/** The exit code of the agent's process, and the result of its last attempt to list the machine. */
export type Provisioned = { readonly code: number; readonly listing: unknown }

/**
 * Runs the agent's real provisioning (putting a machine on the market) in a separate process. `nodeKey` becomes the key of the machine. `dataDir` is the
 * agent's folder. `keyFile` is the file with the provider's key, which may be missing.
 */
export function provisionByAgent(api: TestApi, { dataDir, keyFile, nodeKey }: { dataDir: string; keyFile: string; nodeKey: Hex }) {
  const keys = join(dataDir, 'nodes', 'this-machine')
  mkdirSync(keys, { recursive: true })
  writeFileSync(join(keys, 'node.key'), nodeKey, { mode: 0o600 })
  const env: NodeJS.ProcessEnv = {
    ...{ ...bareEnv(), NODE_ENV: 'test', LOG_LEVEL: 'fatal', API_URL: api.url, RPC_URL: api.chain.rpcUrl, AGENT_DATA_DIR: dataDir },
    ...{ TUNNEL_HOST: '127.0.0.1', TUNNEL_PORT: '1', AGENT_FLEET: 'this-machine', PROVIDER_KEY_FILE: keyFile, AGENT_PRICE: '0.0108' },
  }
  return (): Promise<Provisioned> =>
    new Promise((resolve) => {
      execFile(process.execPath, ['--disable-warning=ExperimentalWarning', programFile('apps/agent/src/provision.ts')], { env }, (error) => {
        const listing: unknown = JSON.parse(readFileSync(join(dataDir, 'listing.json'), 'utf8'))
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, listing })
      })
    })
}
