import { deployTestGovernance } from '@infinitio/chain/test'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hex32, type ModelRecord, modelDescriptionMessage, modelRecordMessage, sha256Hex, weightsRootOf } from '@infinitio/domain'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCli, type TestCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let cli: TestCli
let owner: Awaited<ReturnType<TestApi['signedIn']>>
let modelPayments = ''

beforeAll(async () => {
  const enough = { capacity: 10_000, refillPerSecond: 10_000 }
  api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: enough, account: enough } }) })
  cli = startCli(api)
  await deployTestGovernance(api.chain)
  await api.services.clock.refresh()
  owner = await api.signedIn(api.accounts.provider)
  const wallet = api.chain.keys.provider.privateKey
  const registered = await cli.run(['model', 'register', 'Polder 7B', '--price', '0.5', '--yes', '--json'], { wallet })
  expect([registered.code, registered.err]).toEqual([0, ''])
  await api.services.clock.refresh()
  modelPayments = (await api.client.getModel(1)).contracts.modelPayments
}, 120_000)
afterAll(async () => {
  cli.stop()
  await api.stop()
})

const nowSeconds = () => Math.floor(Date.now() / 1_000)
type Change = { text?: string; signedAt?: number; signer?: PrivateKeyAccount; id?: number; chainId?: number; contract?: string }

async function signed({ signer = api.accounts.provider, id = 1, chainId = 31_337, contract = modelPayments, ...change }: Change = {}) {
  const written = { text: '# One unit\n\nis **1,000 tokens**.', signedAt: nowSeconds(), ...change }
  const message = modelDescriptionMessage(written, { id, chainId, modelPayments: contract })
  return { ...written, signature: await signer.signMessage({ message }) }
}

test('shows a description that the owner signed, exports it and deletes it', async () => {
  expect(await api.client.getModel(1)).toMatchObject({ isDescribed: false, description: null })
  const body = await signed()
  await owner.putModelDescription('1', body)
  expect(await api.client.getModel(1)).toMatchObject({ isDescribed: true, description: body })
  expect((await api.client.listModels()).items).toMatchObject([{ id: 1, isDescribed: true }])
  expect((await owner.exportAccount()).modelDescriptions).toMatchObject([{ model_id: 1, text: body.text }])
  expect((await cli.run(['model', 'show', '1'])).out).toContain('is **1,000 tokens**.')
  await owner.deleteModelDescription('1')
  expect((await api.client.listModels()).items).toMatchObject([{ id: 1, isDescribed: false }])
})

test('refuses another account, another model, and a signature of another text, time, chain or contract', async () => {
  const refused = async (body: object, code = 'api.invalid_field') =>
    expect(owner.putModelDescription('1', body as never)).rejects.toMatchObject({ code })
  const stranger = await api.signedIn(api.accounts.stranger)
  const body = await signed({ signer: api.accounts.stranger })
  await expect(stranger.putModelDescription('1', body)).rejects.toMatchObject({ code: 'auth.forbidden' })
  await expect(owner.putModelDescription('2', await signed({ id: 2 }))).rejects.toMatchObject({ code: 'api.not_found' })
  await refused(body)
  await refused({ ...(await signed()), text: 'Another' })
  await refused(await signed({ id: 2 }))
  await refused(await signed({ chainId: 1 }))
  await refused(await signed({ contract: api.chain.addresses.market }))
  await refused(await signed({ signedAt: nowSeconds() - 601 }))
  await refused(await signed({ text: '' }))
  await refused(await signed({ text: 'x'.repeat(4_001) }))
  await refused(await signed({ text: 'A\u202eda' }))
  expect((await api.client.getModel(1)).description).toBeNull()
})

test('does not let an older signature replace a newer description, or another account delete it', async () => {
  const old = await signed({ text: 'Old', signedAt: nowSeconds() - 60 })
  await owner.putModelDescription('1', await signed({ text: 'New' }))
  await expect(owner.putModelDescription('1', old)).rejects.toMatchObject({ code: 'api.invalid_field' })
  await (await api.signedIn(api.accounts.stranger)).deleteModelDescription('1')
  expect(await api.client.getModel(1)).toMatchObject({ description: { text: 'New' } })
})

type RecordChange = Partial<ModelRecord> & { signer?: PrivateKeyAccount; id?: number; chainId?: number; contract?: string }

async function signedRecord({ signer = api.accounts.provider, id = 1, chainId = 31_337, contract = modelPayments, ...change }: RecordChange = {}) {
  const facts = { weightsRoot: hex32(`0x${'1'.repeat(64)}`), tokenizerHash: null, chatTemplateHash: hex32(`0x${'2'.repeat(64)}`) }
  const record = { ...facts, licence: 'Apache-2.0', parent: '', royaltyBps: 500, signedAt: nowSeconds(), ...change }
  return { ...record, signature: await signer.signMessage({ message: modelRecordMessage(record, { id, chainId, modelPayments: contract }) }) }
}

test('shows a record that the owner signed, finds it by the name of the model, exports it and deletes it', async () => {
  expect(await api.client.getModel(1)).toMatchObject({ record: null })
  const body = await signedRecord()
  await owner.putModelRecord('1', body)
  expect(await api.client.getModel(1)).toMatchObject({ record: body })
  expect((await api.client.listModels({ name: 'Polder 7B' })).items).toMatchObject([{ id: 1, record: body }])
  expect((await api.client.listModels({ name: 'polder 7b' })).items).toEqual([])
  expect((await owner.exportAccount()).modelRecords).toMatchObject([{ model_id: 1, licence: 'Apache-2.0', tokenizer_hash: null }])
  await (await api.signedIn(api.accounts.stranger)).deleteModelRecord('1')
  expect(await api.client.getModel(1)).toMatchObject({ record: body })
  await owner.deleteModelRecord('1')
  expect(await api.client.getModel(1)).toMatchObject({ record: null })
})

test('refuses a record of another account or model, a changed or old one, and wrong values', async () => {
  const refused = async (body: object, code = 'api.invalid_field') => expect(owner.putModelRecord('1', body as never)).rejects.toMatchObject({ code })
  const stranger = await api.signedIn(api.accounts.stranger)
  const foreign = await signedRecord({ signer: api.accounts.stranger })
  await expect(stranger.putModelRecord('1', foreign)).rejects.toMatchObject({ code: 'auth.forbidden' })
  await expect(owner.putModelRecord('2', await signedRecord({ id: 2 }))).rejects.toMatchObject({ code: 'api.not_found' })
  await refused(foreign)
  for (const change of [
    { royaltyBps: 0 },
    { licence: 'MIT' },
    { parent: 'x' },
    { tokenizerHash: foreign.weightsRoot },
    { weightsRoot: foreign.chatTemplateHash },
  ])
    await refused({ ...(await signedRecord()), ...change })
  for (const change of [{ id: 2 }, { chainId: 1 }, { contract: api.chain.addresses.market }, { signedAt: nowSeconds() - 601 }])
    await refused(await signedRecord(change))
  for (const change of [{ royaltyBps: 3_001 }, { licence: '' }, { licence: 'x'.repeat(101) }, { parent: 'a\nb' }, { parent: 'A\u202eda' }])
    await refused(await signedRecord(change))
  const old = await signedRecord({ signedAt: nowSeconds() - 60 })
  await owner.putModelRecord('1', await signedRecord({ licence: 'MIT' }))
  await refused(old)
  expect(await api.client.getModel(1)).toMatchObject({ record: { licence: 'MIT' } })
})

test('hides a record whose signer does not own the model on the chain', async () => {
  await api.owner.query('update model_records set account = $1', [api.accounts.stranger.address.toLowerCase()])
  expect(await api.client.getModel(1)).toMatchObject({ record: null })
  expect((await api.client.listModels({ name: 'Polder 7B' })).items).toMatchObject([{ record: null }])
  await api.owner.query('delete from model_records', [])
})

test('signs the record of files by command, and finds files that differ', async () => {
  const folder = join(cli.home, 'polder')
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
  for (const name of ['', 'more', '.cache']) mkdirSync(join(folder, name))
  write('model.safetensors', 'weights')
  write('more/b.bin', '')
  write('.cache/c.bin', 'hidden')
  write('tokenizer.json', '{}')
  write('tokenizer_config.json', JSON.stringify({ chat_template: '{{ messages }}' }))
  const wallet = api.chain.keys.provider.privateKey
  const run = async (words: string[], as = wallet) => await cli.run(['models', ...words], { wallet: as })
  const bytes = (text: string) => new TextEncoder().encode(text)
  const files = [
    { path: 'model.safetensors', bytes: 7, parts: [sha256Hex(bytes('weights'))] },
    { path: 'more/b.bin', bytes: 0, parts: [] },
  ]
  const hashes = { weightsRoot: weightsRootOf(files), tokenizerHash: sha256Hex(bytes('{}')), chatTemplateHash: sha256Hex(bytes('{{ messages }}')) }
  expect(JSON.parse((await run(['root', folder, '--json'])).out)).toEqual({ ...hashes, files: 2, bytes: 7 })
  expect((await run(['verify', '1', folder])).err).toContain('model 1 has no record')
  const words = ['record', '1', folder, '--licence', 'Apache-2.0', '--royalty', '2.5', '--yes']
  expect((await run(words, api.chain.keys.renter.privateKey)).err).toContain('auth.forbidden')
  expect(await run(words)).toMatchObject({ code: 0, out: 'The record of model 1 is published.\n' })
  expect(await api.client.getModel(1)).toMatchObject({ record: { ...hashes, royaltyBps: 250, parent: '' } })
  expect((await run(['show', '1'])).out).toContain(hashes.weightsRoot)
  expect(JSON.parse((await run(['verify', '1', folder, '--json'])).out)).toEqual({ model: 1, agrees: true, differs: [] })
  write('README.md', 'Not a file of weights')
  expect(await run(['verify', '1', folder])).toMatchObject({ code: 0 })
  write('model.safetensors', 'Weights')
  const changed = await run(['verify', '1', folder])
  expect([changed.code, changed.out]).toEqual([200, expect.stringMatching(/differs {2}weights root .*\nagrees {3}tokenizer/)])
  expect((await run(['root', join(folder, '.cache')])).out).toContain('weights root')
  expect((await run(['root', join(cli.home, 'nothing')])).err).toContain('api.invalid_field')
})
