import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { artefactLimits, hex32, nameOfFile, sha256Hex, uploadLimits } from '@infinitio/domain'
import { processorWork, proveByReference, samplesOfProof } from '@infinitio/domain/proofs'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCli, type TestCli } from './startCli.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

describe('infinitio artefact', () => {
  let api: TestApi
  let cli: TestCli
  beforeAll(async () => {
    api = await startTestApi()
    cli = startCli(api)
  })
  afterAll(async () => {
    cli?.stop()
    await api?.stop()
  })

  test('stores a proof that a command without a wallet fetches by its hash and checks', async () => {
    const file = join(cli.home, 'proof.json')
    writeFileSync(file, proofText())
    const sha256 = await put(file, ['--public'])
    const checked = await cli.run(['proofs', 'check', sha256, '--json'])
    expect(JSON.parse(checked.out), checked.err).toMatchObject({ right: true, openings: 16 })
    // As `sha256sum` prints it.
    expect((await cli.run(['proofs', 'check', sha256.slice(2)])).out).toContain('All 16 opened rows are right.')
    const copy = join(cli.home, 'copy.json')
    const got = await cli.run(['artefact', 'get', sha256, '--out', copy, '--public'])
    expect(got.code, got.err).toBe(0)
    expect(readFileSync(copy, 'utf8')).toBe(proofText())
    expect(await cli.run(['artefact', 'get', sha256, '--out', copy, '--public'])).toMatchObject({
      code: 80,
      err: expect.stringContaining('(api.file_exists)'),
    })
  })

  test('keeps a private file from others, and lists and deletes it', async () => {
    const file = join(cli.home, 'lease.log')
    writeFileSync(file, 'Xid 79')
    const sha256 = await put(file, [])
    const out = join(cli.home, 'other.log')
    expect(await cli.run(['artefact', 'get', sha256, '--out', out, '--public'])).toMatchObject({ code: 170 })
    expect(await cli.run(['artefact', 'get', sha256, '--out', out], { wallet })).toMatchObject({ code: 0 })
    expect((await cli.run(['artefact', 'list'], { wallet })).out).toContain(sha256)
    expect(await cli.run(['artefact', 'delete', sha256], { wallet })).toMatchObject({ code: 0 })
    expect(await cli.run(['artefact', 'delete', sha256], { wallet })).toMatchObject({ code: 170, err: expect.stringContaining('artefact.unknown') })
    expect((await cli.run(['artefact', 'list'], { wallet })).out).not.toContain(sha256)
  })

  test('continues an upload that ended in the middle, and lists it until then', async () => {
    const { partBytes } = uploadLimits
    const bytes = new Uint8Array(randomBytes(partBytes + 1_000))
    const file = join(cli.home, 'large.bin')
    writeFileSync(file, bytes)
    const client = await api.signedIn(privateKeyToAccount(wallet))
    const stop = new AbortController()
    const broken = client.uploadArtefact({
      ...{ bytes, readers: 'owner', signal: stop.signal },
      onProgress: ({ storedBytes }) => (storedBytes === partBytes ? stop.abort(new Error('killed')) : undefined),
    })
    await expect(broken).rejects.toThrow('killed')
    const parts = () => api.owner.query('select part_id from artefact_parts order by start', [])
    const [first] = await parts()
    expect((await cli.run(['artefact', 'list'], { wallet })).out).toMatch(/unfinished upload +stored.*\n0x[0-9a-f]{64} +512\.0 KiB of 513\.0 KiB/)
    const sha256 = await put(file, [])
    expect(await parts()).toHaveLength(2)
    expect((await parts())[0]).toEqual(first)
    expect((await cli.run(['artefact', 'list'], { wallet })).out).not.toContain('unfinished')
    const out = join(cli.home, 'large.copy')
    expect(await cli.run(['artefact', 'get', sha256, '--out', out], { wallet })).toMatchObject({ code: 0 })
    expect(readFileSync(out).equals(bytes)).toBe(true)
  })

  test('stores a file above 16 MiB in pieces, fetches it whole, and deletes it with its pieces', async () => {
    const content = randomBytes(artefactLimits.bytes + 1_000)
    const file = join(cli.home, 'data.bin')
    writeFileSync(file, content)
    const sha256 = await put(file, ['--public'])
    expect(sha256).toBe(nameOfFile(content).sha256)
    const out = join(cli.home, 'data.copy')
    const got = await cli.run(['artefact', 'get', sha256, '--out', out, '--public', '--json'])
    expect(JSON.parse(got.out), got.err).toMatchObject({ sha256, bytes: content.length })
    expect(readFileSync(out).equals(content)).toBe(true)
    expect((await cli.run(['artefact', 'delete', sha256], { wallet })).out).toContain(`Deleted ${sha256} and 2 pieces.`)
    const gone = join(cli.home, 'gone')
    expect(await cli.run(['artefact', 'get', sha256, '--out', gone, '--public'])).toMatchObject({ code: 170 })
    expect(existsSync(gone)).toBe(false)
    await put(file, ['--public'])
    const second = sha256Hex(content.subarray(artefactLimits.bytes))
    expect(await cli.run(['artefact', 'delete', second], { wallet })).toMatchObject({ code: 0 })
    expect(await cli.run(['artefact', 'get', sha256, '--out', gone, '--public'])).toMatchObject({ code: 170 })
    expect(readdirSync(cli.home).filter((name) => name.startsWith('gone'))).toEqual([])
  })

  test('refuses a malformed hash, and a file that is too large', async () => {
    expect(await cli.run(['artefact', 'get', '0x12', '--out', join(cli.home, 'x')])).toMatchObject({ code: 80 })
    const file = join(cli.home, 'large')
    writeFileSync(file, '')
    truncateSync(file, 2 ** 30 + 1)
    expect(await cli.run(['artefact', 'put', file], { wallet })).toMatchObject({ code: 170, err: expect.stringContaining('artefact.too_large') })
  })

  const wallet = `0x${'7'.repeat(64)}` as const

  async function put(file: string, more: readonly string[]): Promise<string> {
    const done = await cli.run(['artefact', 'put', file, '--json', ...more], { wallet })
    expect(done.code, done.err).toBe(0)
    return (JSON.parse(done.out) as { sha256: string }).sha256
  }
})

function proofText(): string {
  const hash = (digit: string) => hex32(`0x${digit.repeat(64)}`)
  const { commit, open } = proveByReference({ node: hash('1'), gpu: 0, slotSeed: hash('2') }, processorWork.simulated)
  const proof = { commit, timers: 1, nonces: [{ place: 0, nonce: hash('3') }], zHash: hash('4') }
  return JSON.stringify({ format: 'infinitio-proof-1', ...proof, openings: open(samplesOfProof(proof)), seconds: 1 })
}
