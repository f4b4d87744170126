import type { Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { requestsWith, tokenOf } from './browser/localTokenSteps.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { becomeProvider } from './browser/providerSteps.ts'
import { signInWithBurner } from './browser/renterSteps.ts'
import { moveTimeOn } from './browser/voteSteps.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'

const browser = await openBrowser()
const hour = '1\u00a0h'
const whatToDo =
  'To move the time, open this market with the complete web address that the command npm start printed. The command npm run address prints this web address again.'
const whatToDoInChinese = '要前移时间，请用 npm start 命令显示的完整网址打开本市场。运行 npm run address 命令会再次显示该网址。'
const refusal = "This needs the token of this computer's market."

describe.skipIf(browser === null)('the address that npm start prints', () => {
  let deployment: TestDeployment
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  const visit = (look: { viewport?: typeof desktop; colorScheme?: 'light' | 'dark' } = {}) =>
    openVisitor(browser as Browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light', ...look })

  it('lets a new visitor be the provider and move time, and sends the token to no server and in no URL', async () => {
    const { page, context, complaints } = await visit()
    const { shown, carried } = requestsWith(page, deployment.localToken)
    await signInWithBurner(page, { at: deployment.address })
    expect(await tokenOf(page)).toEqual({ hash: '', kept: deployment.localToken })
    expect(page.url()).toBe(`${deployment.url}/`)
    await becomeProvider(page)
    await page.goto('/govern')
    await moveTimeOn(page, hour)
    await page.reload()
    await page.getByRole('group', { name: 'Move time forward by' }).waitFor()
    expect(shown).toEqual([])
    expect([...new Set(carried.map((url) => new URL(url).pathname))].toSorted()).toEqual(['/api/v1/dev/provider-key', '/api/v1/dev/time'])
    expect(carried.every((url) => url.startsWith(`${deployment.url}/`))).toBe(true)
    const scripts = await page.evaluate(() => [...document.scripts].map(({ src, textContent }) => `${src} ${textContent}`).join('\n'))
    expect(scripts).not.toContain(deployment.localToken)
    expect(complaints).toEqual([])
    await context.close()
  })

  it('serves all other tabs of the browser while one that has the token is open', async () => {
    const { page, context } = await visit()
    const before = await context.newPage()
    await before.goto('/govern')
    await before.getByText(whatToDo).waitFor()
    await page.goto(deployment.address)
    await before.getByRole('group', { name: 'Move time forward by' }).waitFor()
    const after = await context.newPage()
    await after.goto('/govern')
    await after.getByRole('group', { name: 'Move time forward by' }).waitFor()
    await context.close()
  })

  it('helps also a tab that already shows a page of this market', async () => {
    const { page, context } = await visit()
    await page.goto('/')
    await page.goto(deployment.address)
    await page.waitForFunction(() => sessionStorage.getItem('infinitio.localToken') !== null)
    expect(await tokenOf(page)).toEqual({ hash: '', kept: deployment.localToken })
    await context.close()
  })

  it.each([['a phone', phone, 'dark'] as const, ['a desk', desktop, 'light'] as const])(
    'is requested in one sentence on %s without it, while the faucet and all pages work',
    async (_where, viewport, colorScheme) => {
      const { page, context, complaints } = await visit({ viewport, colorScheme })
      await signInWithBurner(page)
      await page.goto('/govern')
      await page.getByText(whatToDo).waitFor()
      expect(await pageProblems(page)).toEqual([])
      await page.goto('/settings')
      await page.getByRole('button', { name: '中文' }).click()
      await page.getByRole('heading', { level: 1, name: '设置' }).waitFor()
      await page.goto('/govern')
      await page.getByText(whatToDoInChinese).waitFor()
      expect(complaints).toEqual([])
      await context.close()
    },
  )

  it('is requested when a visitor without it wants to be the provider of this machine', async () => {
    const { page, context } = await visit()
    await signInWithBurner(page)
    await page.getByRole('button', { name: /^Account/ }).click()
    await page.getByRole('menuitem', { name: 'Demo provider (already set up)' }).click()
    await page.getByText(refusal, { exact: false }).waitFor()
    await page.goto(deployment.address)
    await becomeProvider(page)
    await context.close()
  })

  it('is requested again if its token is wrong', async () => {
    const { page, context } = await visit()
    await page.goto(`/govern#token=${'A'.repeat(43)}`)
    await page.getByText(whatToDo).waitFor()
    expect(await tokenOf(page)).toEqual({ hash: '', kept: null })
    await context.close()
  })
})
