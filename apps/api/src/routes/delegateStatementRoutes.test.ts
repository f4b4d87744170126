import { statementMessage } from '@infinitio/domain'
import type { PrivateKeyAccount } from 'viem/accounts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let renter: Awaited<ReturnType<TestApi['signedIn']>>
beforeAll(async () => {
  api = await startTestApi()
  renter = await api.signedIn(api.accounts.renter)
})
afterAll(() => api.stop())

const nowSeconds = () => Math.floor(Date.now() / 1_000)
type Change = { name?: string; text?: string; signedAt?: number; signer?: PrivateKeyAccount; chainId?: number; market?: string }

async function signed({ signer = api.accounts.renter, chainId = 31_337, market = api.chain.addresses.market, ...change }: Change = {}) {
  const written = { name: 'Ada', text: '# Why me\n\nI read **every** proposal.', signedAt: nowSeconds(), ...change }
  const message = statementMessage(written, { account: api.accounts.renter.address, chainId, market })
  return { ...written, signature: await signer.signMessage({ message }) }
}
const stored = () => api.owner.query('select account, name, text from delegate_statements', [])
const account = () => api.accounts.renter.address.toLowerCase()

test('stores a statement that its account signed, exports it and deletes it', async () => {
  await renter.putDelegateStatement(await signed())
  expect(await stored()).toEqual([{ account: account(), name: 'Ada', text: '# Why me\n\nI read **every** proposal.' }])
  expect((await renter.exportAccount()).delegateStatement).toMatchObject([{ name: 'Ada' }])
  await renter.deleteDelegateStatement()
  expect(await stored()).toEqual([])
})

test('refuses a signature of another account, of another chain, of another market, of another text and of another time', async () => {
  const refused = async (body: object) => expect(renter.putDelegateStatement(body as never)).rejects.toMatchObject({ code: 'api.invalid_field' })
  await refused(await signed({ signer: api.accounts.stranger }))
  await refused(await signed({ chainId: 1 }))
  await refused(await signed({ market: api.chain.addresses.leaseToken }))
  await refused({ ...(await signed()), text: 'Choose me instead' })
  await refused({ ...(await signed()), signature: `0x${'1'.repeat(130)}` })
  await refused(await signed({ signedAt: nowSeconds() - 601 }))
  await refused(await signed({ signedAt: nowSeconds() + 660 }))
  expect(await stored()).toEqual([])
})

test('does not let an older signature replace a newer statement', async () => {
  const old = await signed({ text: 'Old', signedAt: nowSeconds() - 60 })
  await renter.putDelegateStatement(await signed({ text: 'New' }))
  await expect(renter.putDelegateStatement(old)).rejects.toMatchObject({ code: 'api.invalid_field' })
  expect(await stored()).toMatchObject([{ text: 'New' }])
})

test('refuses a long text, characters that turn a line around, and a reader who is not signed in', async () => {
  for (const change of [
    { text: 'x'.repeat(4_001) },
    { text: '' },
    { name: 'x'.repeat(61) },
    { name: 'A\u202eda' },
    { name: 'A\nB' },
    { text: 'a\u0007b' },
  ])
    await expect(renter.putDelegateStatement(await signed(change)), JSON.stringify(change)).rejects.toMatchObject({ code: 'api.invalid_field' })
  expect(await api.send('PUT', '/account/statement', { body: await signed() })).toMatchObject({ status: 401 })
})
