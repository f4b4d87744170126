import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EnvironmentError, makeDevelopmentKey, wellKnownKeys } from '@infinitio/process'
import { type EmbeddedAnvil, startAnvil } from '@infinitio/process/embedded'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Market, startMarket } from './startMarket.ts'

describe('a worker on a chain that is no development chain', () => {
  let market: Market
  let anvil: EmbeddedAnvil
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-no-development-'))
  beforeAll(async () => {
    market = await startMarket()
    anvil = await startAnvil({ dataDir: folder, port: 0, chainId: 10, stateFile: null, mining: 'instant' })
  })
  afterAll(async () => {
    await market.stop()
    await anvil.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  function keyFile(name: string, key: string): string {
    const file = join(folder, name)
    writeFileSync(file, key, { mode: 0o600 })
    return file
  }

  it.each([
    ['that everybody has', wellKnownKeys[0] ?? ''],
    ['that npm start made', makeDevelopmentKey()],
  ])('ends before it signs anything with a key %s', async (name, key) => {
    const settings = { RPC_URL: anvil.url, SENDER_KEY_FILE: keyFile(`${name}.key`, key) }
    const worker = await market.startEngine('worker', settings)
    const refusal = (await worker.fatal) as Error
    market.takeFatal()
    expect(refusal).toBeInstanceOf(EnvironmentError)
    expect(refusal.message).toMatch(/chain\.development_key: .*chain 10\)/)
    expect(refusal.message).not.toContain(key.slice(2))
    await worker.stop()
    expect(await market.owner.query('select 1 from transactions', [])).toEqual([])
  })

  it('ends before its attestor signs anything with a key that npm start made', async () => {
    const sender: `0x${string}` = `0x${'7b'.repeat(32)}`
    const settings = {
      RPC_URL: anvil.url,
      SENDER_KEY_FILE: keyFile('own.key', sender),
      ATTESTOR_KEY_FILE: keyFile('attestor.key', makeDevelopmentKey()),
    }
    const worker = await market.startEngine('worker', settings)
    const refusal = (await worker.fatal) as Error
    market.takeFatal()
    expect(refusal).toBeInstanceOf(EnvironmentError)
    expect(refusal.message).toMatch(/chain\.development_key: .*attestor 0x[0-9a-f]{40}, chain 10\)/)
    await worker.stop()
  })

  it('refuses a key file that others may read', async () => {
    const file = keyFile('open.key', makeDevelopmentKey())
    chmodSync(file, 0o644)
    await expect(market.startEngine('worker', { SENDER_KEY_FILE: file })).rejects.toThrow(/make it 0600/)
  })
})
