import { afterAll, beforeAll, expect, test } from 'vitest'
import { keptSettings } from '../actions/accounts/settings.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
beforeAll(async () => {
  api = await startTestApi({})
})
afterAll(() => api.stop())

const chosen = { language: 'zh', zone: 'Asia/Shanghai', clock: '24', currency: 'CNY', theme: null } as const

test('settings go with the account: two browsers agree, each change is later, and they leave with the account', async () => {
  const [here, there, stranger] = [
    await api.signedIn(api.accounts.renter),
    await api.signedIn(api.accounts.renter),
    await api.signedIn(api.accounts.stranger),
  ]
  expect(await there.getSettings()).toEqual({ settings: null })
  const kept = await here.saveSettings(chosen)
  expect(kept).toEqual({ ...chosen, changedAt: expect.any(Number) })
  expect(await there.getSettings()).toEqual({ settings: kept })
  const again = await there.saveSettings({ ...chosen, language: 'en', theme: 'dark' })
  expect(again.changedAt).toBeGreaterThan(kept.changedAt)
  expect(await here.getSettings()).toEqual({ settings: again })
  expect(await stranger.getSettings()).toEqual({ settings: null })
  expect((await here.exportAccount()).account[0]).toMatchObject({ settings: expect.stringContaining('Asia/Shanghai') })
  expect(await keptSettings(api.services, { account: api.accounts.renter.address.toLowerCase() as never })).toEqual(again)
  await here.deleteAccount()
  expect(await keptSettings(api.services, { account: api.accounts.renter.address.toLowerCase() as never })).toBeNull()
})

test('refuses invalid settings, and a caller without a session', async () => {
  const renter = await api.signedIn(api.accounts.stranger)
  const wrong = [
    { language: 'xx' },
    { zone: 'Mars/Base' },
    { zone: '../etc' },
    { zone: 'A'.repeat(99) },
    { clock: '25' },
    { currency: 'cny' },
    { theme: 'red' },
  ]
  for (const change of wrong) {
    await expect(renter.saveSettings({ ...chosen, ...change } as never)).rejects.toMatchObject({ code: 'api.invalid_field' })
  }
  await expect(renter.saveSettings({ ...chosen, more: 1 } as never)).rejects.toMatchObject({ code: 'api.unknown_field' })
  expect(await api.send('GET', '/account/settings')).toMatchObject({ status: 401, body: { code: 'auth.session_missing' } })
})
