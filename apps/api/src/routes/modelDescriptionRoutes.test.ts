import { deployTestGovernance } from '@infinitio/chain/test'
import { modelDescriptionMessage } from '@infinitio/domain'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startCli, type TestCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let cli: TestCli
let owner: Awaited<ReturnType<TestApi['signedIn']>>
let modelPayments = ''

beforeAll(async () => {
  api = await startTestApi()
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
