import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { gTokenAbi } from '@infinitio/chain'
import { createChainClient, developmentGenesisTable, sendCalls, setNativeBalances } from '@infinitio/chain/node'
import { deployTestGovernance, queueFraud, type SeedMakers, startSeedMakers, type TestKey, testKey } from '@infinitio/chain/test'
import { address, artefactLimits, describeFile, type Hex32, hex32 } from '@infinitio/domain'
import type { Client } from '@infinitio/sdk'
import { encodeFunctionData, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { privateKeyToAccount } from 'viem/accounts'
import { startCli, type TestCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'
import { putArtefact } from '../actions/artefacts/artefacts.ts'
import { cleanArtefacts } from '../jobs/cleanArtefacts.ts'
import { noteNewDisputes } from '../jobs/noteNewDisputes.ts'

const day = 86_400
const jurors = [0, 1, 2, 3, 4].map((index) => testKey(`juror of a command ${index}`))

const sha256 = (path: string) => `0x${createHash('sha256').update(readFileSync(path)).digest('hex')}`

/** End-to-end test: a validator disputes the slash of its bond, and five jurors decide. All of them use only the command `infinitio`. */
describe('infinitio dispute', () => {
  let api: TestApi
  let cli: TestCli
  let seeds: SeedMakers
  let slashed: TestKey
  const run = async ({ privateKey }: TestKey, ...args: string[]) => {
    const ended = await cli.run([...args, '--yes', '--json'], { wallet: privateKey })
    return { code: ended.code, json: JSON.parse(ended.out === '' ? ended.err : ended.out) }
  }
  const shown = () => api.client.getDispute('1')
  const show = async () => JSON.parse((await cli.run(['dispute', 'show', '1', '--json'])).out) as Record<string, unknown>

  beforeAll(async () => {
    api = await startTestApi()
    cli = startCli(api)
    const governance = await deployTestGovernance(api.chain, { table: developmentGenesisTable })
    seeds = await startSeedMakers({ chain: api.chain, governance })
    slashed = seeds.makers[3] ?? expect.unreachable()
    const client = createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
    await setNativeBalances(client, { accounts: jurors.map(({ address }) => address), amount: parseEther('1') })
    const given = jurors.map(({ address }) => {
      const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [address, parseEther('1000')] })
      return { what: 'G', to: governance.gToken, data, value: 0n, gas: 200_000n }
    })
    await sendCalls(client, { privateKey: api.chain.keys.deployer.privateKey, calls: given, timeoutMs: 60_000 })
    await queueFraud(api.chain, { makers: seeds.makers, culprit: slashed })
  })
  afterAll(async () => {
    cli?.stop()
    await api?.stop()
  })

  test('prints no disputes, and refuses to file one without a slash', async () => {
    expect((await cli.run(['dispute', 'list'])).out).toContain('No disputes.')
    expect(await api.client.listDisputes()).toMatchObject({ contracts: { court: expect.any(String) }, items: [], nextCursor: null })
    await expect(api.client.getDispute('1')).rejects.toMatchObject({ code: 'api.not_found' })
    expect((await cli.run(['dispute', 'show', '1'])).code).not.toBe(0)
    const [juror] = jurors
    if (juror === undefined) expect.unreachable()
    expect((await run(juror, 'dispute', 'file')).json).toMatchObject({ error: { code: 'api.invalid_field' } })
    expect((await run(juror, 'dispute', 'file', '--slash', 'Validator')).json).toMatchObject({ error: { code: 'api.not_found' } })
  })

  test('reads the slash that waits from the chain, and notifies its account once', async () => {
    const own = await api.signedIn(privateKeyToAccount(slashed.privateKey))
    await api.services.clock.refresh()
    expect(await noteNewDisputes(api.services)).toBe(1)
    expect(await noteNewDisputes(api.services)).toBe(0)
    const [news] = (await own.listNotifications({ limit: 1 })).items
    expect(news?.facts).toEqual({ step: 'queued', bond: 'Validator', amount: `${parseEther('250')}`, until: expect.any(Number) })
    const { waits } = await api.services.governance.readDisputes()
    expect(waits).toMatchObject([{ kind: 'queued', account: slashed.address.toLowerCase(), bond: 'Validator', amount: parseEther('250') }])
    const { chainNow } = await api.client.getChain()
    expect(waits[0]?.kind === 'queued' && waits[0].until).toBeGreaterThan(chainNow + 2 * day)
  })

  test('walks a dispute to its end: filed, answered, judged by five, executed and paid', async () => {
    const [juror] = jurors
    if (juror === undefined) expect.unreachable()
    for (const one of jurors) expect(await run(one, 'govern', 'panel', 'join', 'DisputeCourt')).toMatchObject({ code: 0 })
    expect(await run(slashed, 'dispute', 'file', '--slash', 'Validator')).toMatchObject({ code: 0 })
    const file = join(cli.home, 'log.txt')
    writeFileSync(file, 'the machine answered')
    expect(await run(slashed, 'dispute', 'answer', '1', '--file', file, '--no-upload')).toMatchObject({ code: 0 })
    expect(await show()).toMatchObject({ state: 'evidence', bond: `${parseEther('25')}`, next: { acts: ['submit'] } })
    expect((await run(juror, 'dispute', 'advance', '1')).json).toMatchObject({ error: { code: 'api.invalid_field' } })
    expect(await shown()).toMatchObject({
      ...{ id: 1, state: 'evidence', lease: null, slash: { purpose: 'Validator' }, opener: slashed.address, respondent: null, verdict: null },
      evidence: [{ party: slashed.address, hash: sha256(file), bytes: null }],
      money: { appealBond: `${parseEther('75')}`, pot: `${parseEther('12.5')}`, fine: `${parseEther('50')}`, payments: [] },
    })
    await storeFile(new Uint8Array(readFileSync(file)))
    expect((await shown()).evidence).toMatchObject([{ bytes: 20 }])
    await evidenceStays(file)
    await api.chain.travel(2 * day)
    expect(await run(juror, 'dispute', 'advance', '1')).toMatchObject({ code: 0 })
    await seeds.playRound()
    expect(await run(juror, 'dispute', 'advance', '1')).toMatchObject({ code: 0 })
    expect(await show()).toMatchObject({ state: 'voting', next: { acts: ['commit'] } })
    for (const [index, one] of jurors.entries()) {
      expect(await run(one, 'dispute', 'commit', '1', index < 3 ? 'opener' : 'record')).toMatchObject({ code: 0 })
    }
    await api.chain.travel(2 * day)
    await api.services.clock.refresh()
    const duties = await api.client.listDisputes({ state: 'voting', account: juror.address, role: 'juror' })
    expect(duties.items).toMatchObject([{ id: 1, next: { acts: ['reveal'] }, jurors: expect.arrayContaining([juror.address]) }])
    expect((await shown()).juries[0]?.members).toMatchObject(jurors.map(() => ({ committed: true, vote: null })))
    for (const one of jurors) expect(await run(one, 'dispute', 'reveal', '1')).toMatchObject({ code: 0 })
    expect(await run(juror, 'dispute', 'advance', '1')).toMatchObject({ code: 0 })
    expect(await show()).toMatchObject({ state: 'decided', verdict: 1, next: { acts: ['appeal'] } })
    expect((await run(slashed, 'dispute', 'advance', '1')).json).toMatchObject({ error: { code: 'api.invalid_field' } })
    await api.chain.travel(5 * day)
    expect(await run(juror, 'dispute', 'advance', '1')).toMatchObject({ code: 0 })
    expect(await run(juror, 'dispute', 'pay', '1', jurors[2]?.address ?? '')).toMatchObject({ code: 0 })
    expect(await show()).toMatchObject({ state: 'done', jurorPay: `${parseEther('12.5') / 3n}` })
    const done = await shown()
    expect(done).toMatchObject({ state: 'done', verdict: 'opener', money: { jurorPay: `${parseEther('12.5') / 3n}` } })
    expect(done.money.payments.map(({ to, reason }) => [to, reason])).toEqual([
      [null, 'jurors'],
      [slashed.address, 'rest'],
    ])
    expect(done.juries[0]?.members.filter(({ paid }) => paid !== '0')).toHaveLength(1)
    expect(new Set(done.steps.map(({ kind }) => kind))).toEqual(
      new Set(['opened', 'submitted', 'requested', 'drawn', 'committed', 'revealed', 'counted', 'executed', 'paid']),
    )
    expect(done.steps.every(({ at }) => at > 1_600_000_000)).toBe(true)
    expect((await api.client.listDisputes({ state: 'open' })).items).toEqual([])
    expect((await api.client.listDisputes({ lease: '7' })).items).toEqual([])
    expect((await api.client.listDisputes({ account: slashed.address, role: 'party' })).items).toHaveLength(1)
    expect((await cli.run(['dispute', 'list'])).out).toContain('a slash of a bond (Validator)')
  })

  /** Submits a file that is stored in pieces. Expects that its owner can delete neither its list of pieces nor a piece. */
  async function largeEvidenceStays(party: Client): Promise<void> {
    const pieces: Hex32[] = []
    for (const text of ['the first piece', 'the second piece'])
      pieces.push(hex32((await party.putArtefact({ bytes: new TextEncoder().encode(text), readers: 'anybody' })).sha256))
    const path = join(cli.home, 'film.mp4')
    writeFileSync(path, describeFile({ bytes: artefactLimits.bytes + 1, pieces }).text)
    expect(await run(slashed, 'dispute', 'answer', '1', '--file', path)).toMatchObject({ code: 0 })
    await expect(party.deleteFile(sha256(path))).rejects.toMatchObject({ code: 'artefact.evidence' })
    for (const piece of pieces) await expect(party.deleteArtefact(piece)).rejects.toMatchObject({ code: 'artefact.evidence' })
    expect((await party.listArtefacts()).items.map((item) => item.sha256)).toEqual(expect.arrayContaining(pieces))
  }

  /**
   * Submits a list of pieces that the store does not return. Expects that all other evidence and all public files of the party remain, that other files still
   * expire, and that the pieces are evidence as soon as the store returns their list.
   */
  async function brokenManifestHarmsNothing(party: Client, stranger: Client): Promise<void> {
    const store = async (client: Client, text: string) => {
      const { sha256: hash } = await client.putArtefact({ bytes: new TextEncoder().encode(text), readers: 'anybody' })
      return hex32(hash)
    }
    const pieces = [await store(party, 'a piece of a broken film'), await store(party, 'the rest of it')]
    const path = join(cli.home, 'broken.mp4')
    writeFileSync(path, describeFile({ bytes: artefactLimits.bytes + 1, pieces }).text)
    const manifest = readFileSync(path)
    await store(party, manifest.toString())
    const [row] = await api.owner.query<{ id: string }>('select artefact_id as id from artefacts where sha256 = $1', [sha256(path)])
    const id = row?.id ?? expect.unreachable()
    const files = api.services.artefacts.files ?? expect.unreachable()
    await files.remove({ id })
    expect(await run(slashed, 'dispute', 'answer', '1', '--file', path, '--no-upload')).toMatchObject({ code: 0 })
    for (const piece of pieces) await expect(party.deleteArtefact(piece)).rejects.toMatchObject({ code: 'artefact.evidence' })
    const spam = await store(stranger, 'no evidence')
    await api.owner.query("update artefacts set expires_at = now() - interval '1 minute'", [])
    await cleanArtefacts(api.services)
    const left = async () => {
      const rows = await api.owner.query<{ hash: string; days: number }>(
        'select sha256 as hash, extract(epoch from expires_at - now())::float8 / 86400 as days from artefacts',
        [],
      )
      return new Map(rows.map(({ hash, days }) => [hash, days]))
    }
    const kept = await left()
    expect(kept.has(spam)).toBe(false)
    expect(pieces.map((piece) => kept.has(piece))).toEqual([true, true])
    for (const { hash } of (await shown()).evidence) expect(kept.get(hash)).toBeGreaterThan(29)
    await files.put({ id, bytes: manifest.length }, Readable.from([manifest]))
    await cleanArtefacts(api.services)
    for (const piece of pieces) expect((await left()).get(piece)).toBeGreaterThan(29)
  }

  /**
   * Submits a list of pieces that names a public file of a stranger. Expects that the stranger can delete its file, and that jurors do not see the large file as
   * stored, because its pieces can disappear.
   */
  async function strangersFileIsFree(party: Client, stranger: Client): Promise<void> {
    const bytes = (text: string) => new TextEncoder().encode(text)
    const theirs = hex32((await stranger.putArtefact({ bytes: bytes('a file of a stranger'), readers: 'anybody' })).sha256)
    const own = hex32((await party.putArtefact({ bytes: bytes('a piece of the party'), readers: 'anybody' })).sha256)
    const path = join(cli.home, 'pinned.mp4')
    writeFileSync(path, describeFile({ bytes: artefactLimits.bytes + 1, pieces: [theirs, own] }).text)
    expect(await run(slashed, 'dispute', 'answer', '1', '--file', path)).toMatchObject({ code: 0 })
    const shownBytes = async (file: string) => (await shown()).evidence.find(({ hash }) => hash === sha256(file))?.bytes
    expect(await shownBytes(path)).toBeNull()
    expect(await shownBytes(join(cli.home, 'film.mp4'))).toBeGreaterThan(0)
    await expect(party.deleteArtefact(own)).rejects.toMatchObject({ code: 'artefact.evidence' })
    await stranger.deleteArtefact(theirs)
    expect((await stranger.listArtefacts()).items.map((item) => item.sha256)).not.toContain(theirs)
  }

  /**
   * Submits a second file, which the command also stores for everybody. Expects that neither its owner nor the owner of the other file can delete it, make it
   * private or let it expire, and that strangers cannot fill the space of the parties.
   */
  async function evidenceStays(first: string): Promise<void> {
    const photo = join(cli.home, 'photo.txt')
    writeFileSync(photo, 'the machine stood here')
    expect(await run(slashed, 'dispute', 'answer', '1', '--file', photo)).toMatchObject({ code: 0 })
    expect((await shown()).evidence).toMatchObject([{ bytes: 20 }, { party: slashed.address, hash: sha256(photo), bytes: 22 }])
    const bytes = new Uint8Array(readFileSync(photo))
    const [party, stranger] = await Promise.all([api.signedIn(privateKeyToAccount(slashed.privateKey)), api.signedIn(api.accounts.stranger)])
    for (const [owner, path] of [
      [party, photo],
      [stranger, first],
    ] as const)
      await expect(owner.deleteArtefact(sha256(path))).rejects.toMatchObject({ code: 'artefact.evidence' })
    await expect(party.putArtefact({ bytes, readers: 'owner' })).rejects.toMatchObject({ code: 'artefact.evidence' })
    await expect(party.uploadArtefact({ bytes, readers: 'owner' })).rejects.toMatchObject({ code: 'artefact.evidence' })
    await largeEvidenceStays(party)
    await strangersFileIsFree(party, stranger)
    await brokenManifestHarmsNothing(party, stranger)
    expect((await party.deleteAccount()).deleted.artefacts).toBe(0)
    await api.owner.query("update artefacts set expires_at = now() + interval '1 minute'", [])
    await cleanArtefacts(api.services)
    const [left] = await api.owner.query<{ days: number }>(
      'select min(extract(epoch from expires_at - now()))::float8 / 86400 as days from artefacts',
      [],
    )
    expect(left?.days).toBeGreaterThan(29)
    // All space that strangers may use is full. The space that is reserved for evidence of the parties is still free.
    // Each of the small files counts as 64 KiB, and each stored part with its bytes.
    const [stored] = await api.owner.query<{ used: number }>(
      'select (select count(*) * 65536 from artefacts)::float8 + (select coalesce(sum(bytes), 0) from artefact_parts)::float8 as used',
      [],
    )
    const used = stored?.used ?? expect.unreachable()
    const evidenceBytes = 2 * 65_536
    const artefacts = { ...api.services.artefacts, mostTotalBytes: used + evidenceBytes, evidenceBytes }
    const store = async (account: string, text: string) => {
      const body = Readable.from([Buffer.from(text)])
      const hash = `0x${createHash('sha256').update(text).digest('hex')}`
      const upload = { account: address(account.toLowerCase()), sha256: hash, readers: 'anybody', bytes: text.length, body } as const
      return await putArtefact({ ...api.services, artefacts }, upload)
    }
    expect(await store(api.accounts.stranger.address, 'spam')).toMatchObject({ rejected: 'artefact.quota_exceeded' })
    expect(await store(slashed.address, 'a late log')).toMatchObject({ bytes: 10 })
  }

  /** Stores a file that anybody may read. */
  async function storeFile(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    const { putArtefact } = await api.signedIn(api.accounts.stranger)
    await putArtefact({ bytes, readers: 'anybody' })
  }
})
