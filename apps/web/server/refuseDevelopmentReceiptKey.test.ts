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

const folder = mkdtempSync(join(tmpdir(), 'infinitio-receipt-key-'))
const chain = createServer((_request, response) => response.end('{"jsonrpc":"2.0","id":1,"result":"0xa"}'))

describe('a web server on a chain that is no development chain', () => {
  beforeAll(async () => {
    await new Promise<void>((resolve) => chain.listen(0, '127.0.0.1', resolve))
  })
  afterAll(() => {
    chain.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each(keys)('does not start with a receipt key %s, and says why by the code', async (name, key) => {
    const file = join(folder, `${name}.key`)
    writeFileSync(file, key, { mode: 0o600 })
    const { code, output } = await startWeb(file)
    expect(code).toBe(78)
    expect(output).toMatch(/chain\.development_key: .*RECEIPT_KEY_FILE; chain 10/)
    expect(output).not.toContain(key.slice(2))
  })
})

async function startWeb(receiptKeyFile: string): Promise<{ code: number | null; output: string }> {
  const env = {
    ...{
      NODE_ENV: 'production' as const,
      ...bareEnv(),
      LOG_LEVEL: 'info',
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      DIRECTORY_ADDRESS: `0x${'1'.repeat(40)}`,
    },
    ...{ PORT: '0', PUBLIC_URL: 'http://localhost:1', RECEIPT_KEY_FILE: receiptKeyFile, GATEWAY_SSH_HOST: '127.0.0.1', GATEWAY_SSH_PORT: '2222' },
    ...{
      GATEWAY_TERMINAL_URL: 'ws://127.0.0.1:1',
      GATEWAY_PORTS_URL: 'http://ports.localhost:1',
      RPC_URL: `http://127.0.0.1:${(chain.address() as AddressInfo).port}`,
    },
  }
  const child = spawn(process.execPath, [programFile('apps/web/server/main.ts')], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      output += part.toString()
    })
  }
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, output }
}
