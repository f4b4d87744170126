import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { accessibilityProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { openGuarded, watchForeignCode } from './browser/watchForeignCode.ts'
import { oneSimulatedMachine, startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const browser = await openBrowser()

describe.skipIf(browser === null)('the docs', () => {
  let deployment: TestDeployment
  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: oneSimulatedMachine })
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  const windows = [
    { of: 'a desktop in light', viewport: desktop, colorScheme: 'light' },
    { of: 'a phone in dark', viewport: phone, colorScheme: 'dark' },
  ] as const

  it.each(windows)('finds a section by keyboard on $of, without accessibility problems', async ({ viewport, colorScheme }) => {
    const { page, context, complaints } = await openVisitor(browser as Browser, { baseURL: deployment.url, viewport, colorScheme })
    await page.goto('/docs')
    const field = page.getByRole('combobox', { name: 'Search the docs' })
    await field.focus()
    await page.keyboard.type('ssh permission denied')
    const options = page.getByRole('option')
    await options.first().waitFor()
    expect(await accessibilityProblems(page)).toEqual([])

    const active = () =>
      page.evaluate(() => {
        const named = document.querySelector('main [role=combobox]')?.getAttribute('aria-activedescendant') ?? ''
        return document.getElementById(named)?.textContent ?? ''
      })
    const first = await waitFor({ what: 'the first result to be active', within: 20, read: active, until: (text) => text !== '' })
    await page.keyboard.press('ArrowDown')
    await waitFor({ what: 'the second result to be active', within: 20, read: active, until: (text) => text !== '' && text !== first })
    await page.keyboard.press('ArrowUp')
    await waitFor({ what: 'the first result again', within: 20, read: active, until: (text) => text === first })
    await page.keyboard.press('Escape')
    await options.first().waitFor({ state: 'hidden' })
    await page.keyboard.type('lease.over')
    await options.first().filter({ hasText: 'lease.over' }).waitFor()
    await waitFor({ what: 'the error to be active', within: 20, read: active, until: (text) => text.startsWith('lease.over') })
    await page.keyboard.press('Enter')
    await page.waitForURL('**/docs/errors/lease.over')
    expect(complaints).toEqual([])
    await context.close()
  })

  it('shows results in the palette, and loads the index only then', async () => {
    const { page, context, complaints } = await openVisitor(browser as Browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    const asked: string[] = []
    page.on('request', (request) => void (request.url().includes('/docs/search/') && asked.push(request.url())))
    await page.goto('/gpus')
    await page.getByRole('main').getByRole('heading').first().waitFor()
    await page.keyboard.press('Control+k')
    await page
      .getByRole('dialog')
      .getByRole('combobox')
      .waitFor()
      .catch(async (error: unknown) => {
        throw new Error(`the palette did not open: ${complaints.join('; ')}\n${await page.locator('body').ariaSnapshot()}`, { cause: error })
      })
    expect(asked).toEqual([])
    await page.keyboard.type('jupyter')
    await page
      .getByRole('dialog')
      .getByRole('option')
      .filter({ hasText: /jupyter/i })
      .first()
      .waitFor()
    expect(asked).toHaveLength(1)
    expect(await accessibilityProblems(page)).toEqual([])
    await context.close()
  })

  it('finds results without scripts, and has no policy violation in guides and the API reference', async () => {
    const context = await (browser as Browser).newContext({ baseURL: deployment.url, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto('/docs')
    await page.getByRole('combobox').fill('backup')
    await page.getByRole('combobox').press('Enter')
    await page.getByRole('heading', { name: 'Results for “backup”' }).waitFor()
    expect(await page.locator('.founds a').count()).toBeGreaterThan(2)
    await page.getByText(/release \d+\.\d+\.\d+/).waitFor()
    await context.close()

    const chinese = await (browser as Browser).newContext({ baseURL: deployment.url, javaScriptEnabled: false, locale: 'zh-CN' })
    const reference = await chinese.newPage()
    await reference.goto('/docs/api/leases')
    await reference.getByText('返回一个租约及其完整历史').waitFor()
    expect(await reference.locator('main span[lang=en]').count()).toBe(0)
    await chinese.close()

    const visitor = await openVisitor(browser as Browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'dark' })
    const watched = await watchForeignCode(visitor.context)
    for (const path of ['/docs/api', '/docs/api/leases', '/docs/guides/tools', '/docs/errors']) {
      expect(await openGuarded(visitor.page, path)).toEqual([])
      expect(await accessibilityProblems(visitor.page)).toEqual([])
    }
    expect({ signs: watched.signs, complaints: visitor.complaints }).toEqual({ signs: [], complaints: [] })
    await visitor.context.close()
  })

  it.each(windows)('browses the API by keyboard on $of, in both themes, and sends nothing to other hosts', async ({ viewport, colorScheme }) => {
    const { page, context, complaints } = await openVisitor(browser as Browser, { baseURL: deployment.url, viewport, colorScheme })
    const watched = await watchForeignCode(context)
    const asked: string[] = []
    context.on('request', (request) => void asked.push(request.url()))
    await page.goto('/docs/api')
    await page.getByRole('heading', { level: 1 }).waitFor()
    expect(asked.filter((url) => url.includes('/docs/scalar/'))).toEqual([])

    // The list of endpoints works without the viewer (Scalar). Its search field also finds an endpoint by the name of the client's function.
    expect(await openGuarded(page, '/docs/api/browse')).toEqual([])
    await page.getByRole('searchbox', { name: 'Search the endpoints' }).fill('searchListings')
    await page
      .getByRole('status')
      .filter({ hasText: /^Endpoints found: 1 \/ \d{2,}$/ })
      .waitFor()
    const endpoint = page.getByRole('main').getByRole('listitem').getByRole('link', { name: 'GET /listings', exact: true })
    expect(await page.getByRole('main').getByRole('listitem').count()).toBe(1)
    expect(await accessibilityProblems(page)).toEqual([])
    expect(asked.filter((url) => url.includes('/docs/scalar/'))).toEqual([])

    // An endpoint opens in the viewer, and Back returns to its link in the list.
    await endpoint.focus()
    await page.keyboard.press('Enter')
    const all = page.getByRole('button', { name: 'All endpoints' })
    await all.and(page.locator(':focus')).waitFor()
    await page.getByRole('main').getByText('/listings', { exact: true }).filter({ visible: true }).first().waitFor()
    await page.goBack()
    await endpoint.and(page.locator(':focus')).waitFor()
    await page.getByRole('button', { name: 'Open the viewer' }).click()
    await page.getByRole('heading', { name: 'Infinitio API' }).waitFor()
    const problems = await problemsOfBoth(page)

    // A key combination opens the viewer's search, and a search result leads to the endpoint.
    await page.keyboard.press('Control+i')
    const field = page.getByRole('dialog').getByRole('combobox')
    await field.waitFor()
    await page.keyboard.type('searchListings')
    await page
      .getByRole('option')
      .filter({ hasText: /listings/ })
      .first()
      .waitFor()
    problems.push(...(await problemsOfBoth(page)))
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await field.waitFor({ state: 'hidden' })
    await page.waitForURL(/#.*listings/)
    // Scalar shows the summary of an endpoint as its heading. The path is text beside the method.
    await page.getByRole('main').getByText('/listings', { exact: true }).filter({ visible: true }).first().waitFor()
    problems.push(...(await problemsOfBoth(page)))
    expect(problems).toEqual([])

    // The viewer has no field for a key and no button that sends a request.
    expect(await page.getByRole('button', { name: /test request|send/i }).count()).toBe(0)
    expect(await page.locator('.browser input[type=password]').count()).toBe(0)
    expect(asked.filter((url) => /^https?:/.test(url) && new URL(url).origin !== deployment.url)).toEqual([])
    expect({ signs: watched.signs, complaints }).toEqual({ signs: [], complaints: [] })

    // When the visitor leaves the page, the styles of the viewer are removed.
    await page.getByRole('main').getByRole('link', { name: 'API reference' }).first().click()
    await page.waitForURL('**/docs/api')
    await page.locator('#scalar-style').waitFor({ state: 'detached' })
    await context.close()
  })

  async function problemsOfBoth(page: Page): Promise<string[]> {
    const problems: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.locator(`html[data-theme="${colorScheme}"] body.${colorScheme}-mode`).waitFor()
      problems.push(...(await accessibilityProblems(page)).map((problem) => `${colorScheme}: ${problem}`))
    }
    return problems
  }
})
