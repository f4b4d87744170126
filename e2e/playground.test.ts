import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

const services = 5
const model = 'test-server-no-model'

describe.skipIf(probe === null)('a stranger in the playground', { timeout: 600_000 }, () => {
  let deployment: TestDeployment
  let browser: Browser
  const problems: string[] = []

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { INFINITIO_ROUTERS: '1' } })
    browser = (await openBrowser()) ?? expect.unreachable()
    const list = async () =>
      ((await (await fetch(`${deployment.url}/api/v1/services`)).json()) as { readonly items: readonly unknown[] }).items.length
    await waitFor({ what: 'the test services', within: 180, read: list, until: (count) => count === services })
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  async function look(page: Page, name: string): Promise<void> {
    const folder = process.env['E2E_PICTURES']
    for (const viewport of [phone, desktop]) {
      await page.setViewportSize(viewport)
      problems.push(...(await pageProblems(page)))
      for (const colorScheme of folder === undefined ? [] : (['light', 'dark'] as const)) {
        await page.emulateMedia({ colorScheme })
        await page.screenshot({ path: `${folder}/${name}-${viewport.width}-${colorScheme}.png`, fullPage: true })
      }
    }
  }

  it('chats with a new burner wallet after two clicks, sees a valid receipt, and finds the cost in the usage', async () => {
    const { page, context, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    page.setDefaultTimeout(120_000)
    const sent: string[] = []
    page.on('request', (request) => {
      if (request.url().endsWith('/chat/completions')) sent.push(request.postData() ?? '')
    })
    await page.goto('/playground')
    await page.getByRole('button', { name: 'Use a burner wallet' }).waitFor()
    await look(page, 'playground-visitor')
    const openedMs = performance.now()
    await page.getByRole('button', { name: 'Use a burner wallet' }).click()
    const prepay = page.getByRole('button', { name: /^Prepay 2\.00/ })
    await prepay.waitFor()
    await page.getByText('Deposit into your pot').waitFor()
    if (process.env['E2E_PICTURES'] !== undefined) await look(page, 'playground-prepay')
    await prepay.click()
    const field = page.getByRole('textbox', { name: 'Write a message' })
    await page.getByPlaceholder('Write a message', { exact: true }).waitFor()
    await field.fill('Hello')
    await page.getByText(/^At most .* PT for the next answer(, less if tokens are cached)?$/).waitFor()
    await field.press('Enter')
    await page.getByText('Receipt is valid').waitFor()
    expect(await page.getByRole('checkbox', { name: 'Encrypt the prompt to the service' }).isChecked()).toBe(true)
    await page.getByRole('log').getByText('encrypted', { exact: true }).waitFor()
    expect(sent.filter((body) => body.includes('Hello'))).toEqual([])
    expect(sent.some((body) => body.includes('"sealed"'))).toBe(true)
    console.log(`the first answer was there ${Math.round(performance.now() - openedMs)} ms after the first click`)
    expect(await page.getByRole('log').innerText()).toContain('This is a test server without a model.')
    await look(page, 'playground-chat')
    await page.getByRole('button', { name: 'Receipt', exact: true }).click()
    await page.getByRole('dialog', { name: 'Receipt of this answer' }).getByText('Hash of the answer').waitFor()
    await look(page, 'playground-receipt')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Show as code' }).click()
    await page
      .getByRole('dialog')
      .getByText(/infinitio proxy 0x/)
      .waitFor()
    await page.keyboard.press('Escape')

    await page.getByRole('button', { name: 'Compare two models' }).click()
    await field.fill('Again')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await page.getByText('Receipt is valid').nth(2).waitFor()
    await look(page, 'playground-two')

    await page.goto(`/models/${model}`)
    await page.getByRole('heading', { level: 1, name: model }).waitFor()
    await page.getByText('best service, in this browser').first().waitFor()
    await look(page, 'model')
    await page
      .getByRole('button', { name: /^Report the service/ })
      .first()
      .click()
    await page.getByText('Simulated service of the development chain').waitFor()

    await page.goto('/usage')
    await page.getByRole('button', { name: 'Connect wallet' }).last().click()
    await page.getByRole('button', { name: /Burner wallet/ }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    // A router signs for the channel of its user, so the page warns that it can take the deposit. Its API key works in every program.
    await page.getByText('it can take your whole deposit').waitFor()
    await page.getByLabel('Amount to prepay').fill('1')
    await page.getByRole('button', { name: 'Prepay the router' }).click()
    await page.getByRole('button', { name: 'Get an API key' }).click()
    const settings = await page.getByText(/^export OPENAI_BASE_URL=/).innerText()
    const [, baseUrl = '', apiKey = ''] = /OPENAI_BASE_URL=(\S+) OPENAI_API_KEY=(\S+)/.exec(settings) ?? []
    await look(page, 'usage-router')
    const answer = await fetch(`${baseUrl}/chat/completions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` },
      body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hello' }] }),
    })
    expect(await answer.text()).toContain('This is a test server without a model.')
    await page.getByRole('row', { name: /router 127\.0\.0\.1.*Open/ }).waitFor()

    const channel = page.getByRole('row', { name: new RegExp(`${model}.*Open`) })
    await channel.getByText(/^\+ 0\.0000\d+\sPT signed in this browser$/).waitFor()
    await channel.getByRole('button', { name: 'Exit …' }).click()
    await page.getByRole('button', { name: 'Exit the channel' }).click()
    // The service settles (takes what it was promised from the channel) as soon as it sees that the payer wants to close the channel.
    await page.getByRole('row', { name: new RegExp(`^\\w.*${model}.*0\\.0000\\d+.PT$`) }).waitFor()
    await look(page, 'usage-after')
    expect([...new Set(problems)]).toEqual([])
    expect(complaints.filter((complaint) => !complaint.includes('429'))).toEqual([])
    await context.close()
  })

  it('closes a channel at once with the consent of its service, also after the first try found no network', async () => {
    const { page, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    page.setDefaultTimeout(120_000)
    await page.goto('/playground')
    await page.getByRole('button', { name: 'Use a burner wallet' }).click()
    await page.getByRole('button', { name: /^Prepay 2\.00/ }).click()
    const field = page.getByRole('textbox', { name: 'Write a message' })
    await page.getByPlaceholder('Write a message', { exact: true }).waitFor()
    await field.fill('Hello')
    await page.getByText(/^At most .* PT for the next answer(, less if tokens are cached)?$/).waitFor()
    await field.press('Enter')
    await page.getByText('Receipt is valid').waitFor()
    await page.goto('/usage')
    await page.getByRole('button', { name: 'Connect wallet' }).last().click()
    await page.getByRole('button', { name: /Burner wallet/ }).click()
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('button', { name: 'Exit …' }).click()
    const ask = page.getByRole('button', { name: 'Ask the service' })
    await ask.waitFor()
    await context.setOffline(true)
    await ask.click()
    await page.getByRole('alert').filter({ hasText: 'service.release_unanswered' }).waitFor()
    await context.setOffline(false)
    await ask.click()
    await page.getByRole('button', { name: 'Close the channel', exact: true }).click()
    await page.getByRole('row', { name: new RegExp(`${model}.*Nothing left`) }).waitFor()
    await context.close()
  })

  it('cannot be paid for by a second tab with the same key at the same time', async () => {
    const { page, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    await page.goto('/playground')
    await page.getByRole('button', { name: 'Use a burner wallet' }).click()
    await page.getByRole('button', { name: /^Prepay 2\.00/ }).waitFor()
    const second = await context.newPage()
    await second.goto('/playground')
    await second.getByText('Another process or browser tab uses this key').waitFor()
    await page.close()
    await second.getByRole('button', { name: 'Try now' }).click()
    await second.getByRole('button', { name: /^Prepay 2\.00/ }).waitFor()
    await context.close()
  })

  it('cannot be robbed by a page that the policy of this site does not know, and its page reaches no other server', async () => {
    const { page, context } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    await page.goto('/playground')
    const reached = await page.evaluate(
      async () =>
        await fetch('http://127.0.0.1:1/v1/models').then(
          () => 'reached',
          (error: unknown) => String(error),
        ),
    )
    expect(reached).toContain('TypeError')
    const policy = (await page.request.get('/playground')).headers()['content-security-policy'] ?? ''
    expect(/connect-src [^;]*/.exec(policy)?.[0]).toMatch(/^connect-src 'self' \S+( http:\/\/127\.0\.0\.1:\d+){6} http:\/\/\*\.svc\.localhost:\d+$/)
    await context.close()
  })
})
