import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bareEnv, programFile } from '@infinitio/process/test'
import { makeDevelopmentKey, wellKnownKeys } from '@infinitio/process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Keys that a deployment for other people must refuse. The long tests also try one that `npm start` made. */
const keys: [name: string, key: string][] = [['that everybody has', wellKnownKeys[3] ?? '']]
if (process.env.TEST_LONG === '1') keys.push(['that npm start made', makeDevelopmentKey()])

const folder = mkdtempSync(join(tmpdir(), 'infinitio-host-key-'))
const chain = createServer((_request, response) => response.end('{"jsonrpc":"2.0","id":1,"result":"0xa"}'))

describe('a gateway on a chain that is no development chain', () => {
  beforeAll(async () => {
    await new Promise<void>((resolve) => chain.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    chain.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(keys)('does not start with a host key %s, and says why by the code', async (name, key) => {
    const file = join(folder, `${name}.key`)
    writeFileSync(file, key, { mode: 0o600 })
    const { code, output } = await startGateway(file)
    expect(code).toBe(78)
    expect(output).toMatch(/chain\.development_key: .*HOST_KEY_FILE; chain 10/)
    expect(output).not.toContain(key.slice(2))
  })
})

async function startGateway(hostKeyFile: string): Promise<{ code: number | null; output: string }> {
  const env = {
    ...{ ...bareEnv(), LOG_LEVEL: 'info', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', GATEWAY_ID: 'refused' },
    ...{
      SSH_PORT: '0',
      TERMINAL_PORT: '0',
      TUNNEL_PORT: '0',
      PORTS_PORT: '0',
      PORTS_URL: 'http://ports.localhost:1',
      HOST_KEY_FILE: hostKeyFile,
      PUBLIC_URL: 'http://localhost:1',
    },
    RPC_URL: `http://127.0.0.1:${(chain.address() as AddressInfo).port}`,
  }
  const child = spawn(process.execPath, [programFile('apps/gateway/src/main.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output += part.toString()
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}
