import { createClient } from '@infinitio/sdk'
import type { Browser, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pageProblems } from './browser/checkPage.ts'
import { desktop, openBrowser, openVisitor, phone } from './browser/openBrowser.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'

const probe = process.env.TEST_LONG === '1' ? await openBrowser() : null
await probe?.close()

/**
 * Search sentences from a review with renters. Each comes with the filters that the page must show as chips. `false` marks a sentence for which the development
 * market has no free machine; for all others it has one.
 */
const reviewed: readonly (readonly [query: string, chips: readonly string[], isMet?: false])[] = [
  ['cheapest 24 GB card for 3 hours', ['24 GB VRAM or more']],
  ['8 x H100 cluster', ['NVIDIA H100 SXM 80 GB']],
  ['start tomorrow', ['From tomorrow']],
  ['rtx 4090 in Europe', ['NVIDIA RTX 4090 24 GB', 'Western Europe', 'Northern Europe']],
  ['train llama 405b', ['Llama 3.1 405B, 6732 GB'], false],
  ['16 H100', ['NVIDIA H100 SXM 80 GB']],
  ['H100 Frankfurt', ['NVIDIA H100 SXM 80 GB', 'In Frankfurt'], false],
  ['frankfurt', ['In Frankfurt'], false],
  ['europe', ['Western Europe', 'Northern Europe']],
  ['nvlink', ['NVLink between GPUs']],
  ['fine-tune', []],
  ['deepseek', ['DeepSeek R1, 392 GB']],
  ['qwen 72b', ['Qwen2.5 72B, 46 GB']],
  ['unsloth', []],
  ['spot', []],
  ['H100', ['NVIDIA H100 SXM 80 GB']],
  ['RTX 4090', ['NVIDIA RTX 4090 24 GB']],
  ['L40S', ['NVIDIA L40S 48 GB']],
  ['T4', ['NVIDIA T4 16 GB']],
  ['L4', ['NVIDIA L4 24 GB']],
  ['CPU slot', ['CPU slot (development)']],
  ['ComfyUI', ['ComfyUI, 8 GB'], false],
  ['Llama 70B', ['Llama 3.3 70B, 44 GB']],
  ['fine-tune a 70B model', ['70B, 58 GB']],
  ['PyTorch', ['PyTorch, 8 GB'], false],
  ['vLLM', ['vLLM, 24 GB'], false],
  ['CUDA', ['CUDA, 1 GB'], false],
]

describe.skipIf(probe === null)('sentences in the search', () => {
  let deployment: TestDeployment
  let browser: Browser
  let page: Page
  let complaints: string[]
  beforeAll(async () => {
    deployment = await startTestDeployment()
    const client = createClient({ baseUrl: deployment.url })
    const read = () => client.searchListings({ includeSimulated: 'true', limit: 1 })
    await waitFor({ what: 'the simulated machines', within: 90, read, until: ({ total }) => total >= 50 })
    browser = (await openBrowser()) ?? expect.unreachable()
    ;({ page, complaints } = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' }))
  })
  afterAll(async () => {
    await browser?.close()
    await deployment?.remove()
  })

  const bar = () => page.getByRole('search')

  /** Opens a page and waits until it reacts to keys. */
  async function goTo(visited: Page, address: string): Promise<void> {
    await visited.goto(address)
    await visited.locator('html[data-jump=ready]').waitFor({ state: 'attached' })
  }

  async function type(words: string): Promise<void> {
    await bar().getByRole('textbox').first().fill(words)
    await page.keyboard.press('Enter')
    await page.waitForFunction((said) => new URL(location.href).searchParams.get('words') === said, words)
    await page.locator('section[aria-busy=false]').first().waitFor()
  }

  it('reads the queries of the review, even if Enter comes before the scripts have loaded', async () => {
    const context = await browser.newContext({ baseURL: deployment.url, viewport: desktop, javaScriptEnabled: false })
    const plain = await context.newPage()
    const seen: (readonly [query: string, chips: readonly string[], isMet?: false])[] = []
    for (const [query] of reviewed) {
      await plain.goto('/')
      await plain.getByRole('search').getByRole('textbox').first().fill(query)
      await plain.keyboard.press('Enter')
      await plain.waitForURL((url) => url.pathname === '/gpus' && url.searchParams.get('words') === query)
      const chips = await plain
        .locator('.only-desk')
        .getByRole('button', { name: /^Remove / })
        .allInnerTexts()
      const headline = await plain.getByRole('heading', { level: 1 }).innerText()
      const told = chips.map((chip) => chip.replaceAll('\u00a0', ' ').replace(/^From .* UTC$/, 'From tomorrow'))
      seen.push(/^\d+ machines? free/.test(headline) ? [query, told] : [query, told, false])
    }
    expect(seen).toEqual(reviewed)
    await context.close()
  })

  it('reads the sentence of a link, shows its chips and the unknown word without a script, and keeps other filters of the link', async () => {
    const context = await browser.newContext({ baseURL: deployment.url, viewport: desktop, javaScriptEnabled: false })
    const plain = await context.newPage()
    await plain.goto(`/gpus?q=${encodeURIComponent('cheapest 24 GB card with unsloth for 3 hours')}&simulated=hide&hours=8`)
    expect([...new URL(plain.url()).searchParams]).toEqual([
      ['vram', '24'],
      ['hours', '3'],
      ['simulated', 'hide'],
      ['sort', 'total'],
      ['words', 'cheapest 24 GB card with unsloth for 3 hours'],
    ])
    const bar = plain.locator('.only-desk').first()
    expect((await bar.getByRole('list', { name: 'Understood' }).innerText()).replaceAll('\u00a0', ' ')).toContain('At least 24 GB per GPU')
    await bar.getByText('We did not understand “unsloth”').waitFor()
    await plain.goto('/gpus?q=unsloth')
    expect(await plain.getByRole('heading', { level: 1 }).innerText()).toMatch(/^\d+ machines free/)
    await plain.locator('.only-desk').getByText('We did not understand “unsloth”. You see all').waitFor()
    await context.close()
  })

  it('shows all machines if no word is understood, and names the word', async () => {
    await goTo(page, '/gpus')
    const all = (await page.getByRole('heading', { level: 1 }).innerText()).match(/^\d+/)?.[0]
    await type('unsloth')
    await page.locator('.only-desk').getByText(`We did not understand “unsloth”. You see all ${all} listed machines.`).waitFor()
    await page.getByRole('button', { name: 'Search machine names for “unsloth”' }).first().click()
    await page.waitForURL('**/gpus?text=unsloth')
  })

  it('puts count, length, place and price of a sentence into the fields of the bar, and the next sentence replaces them', async () => {
    await goTo(page, '/gpus')
    await type('2 x A100 in us-east for 3 hours, under 9 PT/h')
    const value = (name: string) => bar().getByLabel(name).inputValue()
    expect([await value('GPUs'), await value('When'), await value('Max price')]).toEqual(['2', '3', '9'])
    await type('L4')
    expect([await value('GPUs'), await value('Max price')]).toEqual(['', ''])
  })

  it.each(['/', '/gpus'])(
    'shows in the fields of %s what a sentence says while it is typed, and a field changed afterwards wins',
    async (address) => {
      await goTo(page, address)
      await bar().getByRole('textbox').first().fill('2 x A100 in Germany for 3 hours, under 9 PT/h')
      const shown = () =>
        Promise.all(
          ['GPUs', 'When', 'Region', 'Max price'].map((name) =>
            bar()
              .getByLabel(name)
              .evaluate((field: HTMLInputElement | HTMLSelectElement) =>
                'options' in field ? field.selectedOptions[0]?.text.replaceAll('\u00a0', ' ') : field.value,
              ),
          ),
        )
      await expect.poll(shown).toEqual(['2, on one machine', 'Now, for 3 h', 'Germany', '9'])
      await bar().getByLabel('GPUs').selectOption('4')
      await page.getByRole('list', { name: 'Understood' }).waitFor({ state: 'detached' })
      await bar().getByRole('textbox').first().press('Enter')
      await page.waitForURL('**/gpus?*gpus=4*country=DE*')
      await expect.poll(shown).toEqual(['4, on one machine', 'Now, for 3 h', 'Germany', '9'])
    },
  )

  it('searches for a length that is not in the list, and keeps its minutes to the page of a machine', async () => {
    await goTo(page, '/gpus?class=0')
    const field = page.getByRole('complementary', { name: 'Filters' }).getByRole('spinbutton', { name: 'Length of the lease' })
    await page.getByRole('complementary', { name: 'Filters' }).getByLabel('Unit of time').selectOption('min')
    await field.fill('90')
    await field.blur()
    await page.waitForURL('**/gpus?*minutes=90*')
    // Waits, because React renders the list later, with lower priority than the fields.
    await page.getByRole('article').first().locator('a[href*="seconds=5400"]').first().waitFor()
  })

  it('loads the checkout while a visitor signs in', async () => {
    await goTo(page, '/gpus?class=0')
    await page.getByRole('article').first().getByRole('link').first().click()
    const loading = page.waitForRequest((request) => new URL(request.url()).pathname.startsWith('/rent/'))
    await page.getByRole('link', { name: 'Rent now' }).click()
    await page.getByRole('button', { name: /Burner wallet/ }).waitFor()
    await loading
    expect(new URL(page.url()).pathname).toMatch(/^\/gpus\/0x/)
  })

  it('answers a question during typing, on the home page too', async () => {
    await goTo(page, '/')
    await bar().getByRole('textbox').first().fill('how many RTX 4090 for llama 70b?')
    await page.getByText(/^You need \d+ GB of GPU memory: 2 × NVIDIA RTX 4090 24 GB\.$/).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/gpus?*run=llama-3.3-70b*')
    await page.reload()
    expect(await bar().getByRole('textbox').first().inputValue()).toBe('how many RTX 4090 for llama 70b?')
  })

  it('shows ways to run a model, shows the machines of one, and puts slow machines last', async () => {
    await goTo(page, '/gpus')
    await type('fine-tune a 70B model')
    const ways = page.getByRole('region', { name: 'Ways to run this model' })
    await ways.getByText('Train adapters (LoRA), 4-bit').waitFor()
    await ways.getByText('4 ways to use the model for other tasks').click()
    await ways.getByText('Serve, 16-bit').waitFor()
    await page.getByRole('button', { name: 'Best for this model', pressed: true }).waitFor()
    const cards = page.getByRole('article')
    expect(await cards.first().innerText()).not.toMatch(/T4|V100|L4 /)
    await cards
      .first()
      .getByText(/^Works well$/)
      .waitFor()
    const { items } = await createClient({ baseUrl: deployment.url }).searchListings({ run: '70b_lora', hours: 24, limit: 200 })
    const ratings = items.map(({ fit }) => ['good', 'fair', 'poor'].indexOf(fit?.rating ?? ''))
    expect(ratings).toEqual(ratings.toSorted((one, other) => one - other))
    expect(items.filter(({ className }) => /T4|V100/.test(className)).map(({ fit }) => fit?.rating)).not.toContain('good')
    expect(await pageProblems(page)).toEqual([])
    await ways
      .getByRole('button', { name: /^Show .*: Train adapters \(LoRA\), 4-bit$/ })
      .first()
      .click()
    await page.waitForURL(/class=\d+&.*run=70b_lora/)
    await ways.locator('[aria-pressed=true]').waitFor()
    await page.locator('section[aria-busy=false]').first().waitFor()
    await page.getByRole('button', { name: 'Best for this model', pressed: true }).waitFor()
  })

  it('sets the lowest and the highest price on the chart of machines, by keyboard and by a click on a bar', async () => {
    await goTo(page, '/gpus')
    const slider = page.getByRole('slider', { name: 'Highest price to show' })
    const most = () => new URL(page.url()).searchParams.get('max')
    const words = () => slider.getAttribute('aria-valuetext')
    await slider.focus()
    expect(await words()).toMatch(/^any price: \d+ machines$/)
    await page.keyboard.press('ArrowLeft')
    await waitFor({ what: 'a highest price in the address', within: 10, read: async () => most(), until: (price) => price !== null })
    expect(await words()).toMatch(new RegExp(`^up to ${most()} PT/h: \\d+ of \\d+ machines$`))
    await page.keyboard.press('ArrowRight')
    await waitFor({ what: 'no highest price', within: 10, read: async () => most(), until: (price) => price === null })
    const lowest = page.getByRole('slider', { name: 'Lowest price to show' })
    const least = () => new URL(page.url()).searchParams.get('min')
    await lowest.focus()
    await page.keyboard.press('ArrowRight')
    await waitFor({ what: 'a lowest price in the address', within: 10, read: async () => least(), until: (price) => price !== null })
    expect(await lowest.getAttribute('aria-valuetext')).toBe(`from ${least()} PT/h`)
    await page.keyboard.press('ArrowLeft')
    await waitFor({ what: 'no lowest price', within: 10, read: async () => least(), until: (price) => price === null })
    await page.locator('.pbars-chart button').first().click()
    await waitFor({ what: 'the price of the first bar', within: 10, read: async () => most(), until: (price) => price !== null })
    expect(await pageProblems(page)).toEqual([])
  })

  it('offers a sentence in the palette with its interpretation', async () => {
    await goTo(page, '/market')
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').and(page.locator(':focus')).waitFor()
    await page.keyboard.type('rtx 4090 in Europe for 3 hours')
    await page.getByRole('option', { name: 'Search machines: NVIDIA RTX 4090 24 GB, Western Europe or Northern Europe, 3 h' }).click()
    await page.waitForURL('**/gpus?*hours=3*')
    await page.locator('.only-desk').getByRole('button', { name: 'Remove NVIDIA RTX 4090 24 GB' }).waitFor()
  })

  it('opens the palette without a network, says so, and stays on the page until the network is back', async () => {
    const visitor = await openVisitor(browser, { baseURL: deployment.url, viewport: desktop, colorScheme: 'light' })
    await goTo(visitor.page, '/market')
    const dialog = visitor.page.getByRole('dialog')
    await visitor.page.keyboard.press('Control+k')
    await dialog.getByRole('combobox').waitFor()
    await visitor.page.keyboard.press('Escape')
    await visitor.context.setOffline(true)
    await visitor.page.keyboard.press('Control+k')
    await dialog.getByText('No connection. You can open a page when the connection is back.').waitFor()
    await visitor.page.keyboard.type('settings')
    await visitor.page.keyboard.press('Enter')
    expect(await dialog.isVisible()).toBe(true)
    await visitor.context.setOffline(false)
    await dialog.getByText('No connection.', { exact: false }).waitFor({ state: 'detached' })
    await visitor.page.keyboard.press('Enter')
    await visitor.page.waitForURL('**/settings')
    await visitor.context.close()
  })

  it('reads Chinese on pages in Chinese', async () => {
    await goTo(page, '/gpus?lang=zh')
    await type('2张4090 租3小时')
    const texts = page.locator('.only-desk').getByRole('list', { name: '已识别' }).getByRole('listitem')
    await expect
      .poll(() => texts.allInnerTexts())
      .toEqual(expect.arrayContaining([expect.stringContaining('2 张 GPU'), expect.stringContaining('3 小时')]))
    await type('怎么用unsloth')
    await page.locator('.only-desk').getByText('没有看懂', { exact: false }).waitFor()
    await goTo(page, '/gpus?lang=en')
  })

  it('reads a sentence in the sheet of a phone', async () => {
    const visitor = await openVisitor(browser, { baseURL: deployment.url, viewport: phone, colorScheme: 'dark' })
    await goTo(visitor.page, '/gpus')
    await visitor.page.getByRole('button', { name: /^Any GPU/ }).click()
    await visitor.page.getByRole('dialog').getByLabel('What do you need?').fill('L40S unsloth')
    await visitor.page.getByRole('dialog').getByText('We did not understand “unsloth”. This word does not change the results.').waitFor()
    await visitor.page.getByRole('button', { name: /^(Show|No machine fits)/ }).click()
    await visitor.page.waitForURL('**/gpus?*class=6*')
    await visitor.page.getByText('We did not understand “unsloth”', { exact: false }).and(visitor.page.locator(':visible')).first().waitFor()
    complaints.push(...visitor.complaints)
    await visitor.context.close()
  })

  it('keeps “Rent” in its place on a phone while a part of its card is loading', async () => {
    const visitor = await openVisitor(browser, { baseURL: deployment.url, viewport: phone, colorScheme: 'light' })
    await goTo(visitor.page, '/')
    const [asked, late] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await visitor.page.route(/\/_next\/static\/chunks\/.*\.js/, async (route) => {
      const response = await route.fetch()
      const script = await response.text()
      if (script.includes('leasesDone')) {
        asked.resolve()
        await late.promise
      }
      await route.fulfill({ response, body: script })
    })
    await visitor.page.getByRole('region', { name: 'Prices now' }).getByRole('link', { name: 'CPU slot' }).click()
    await asked.promise
    const card = visitor.page.getByRole('article').filter({ hasText: 'CPU slot' }).first()
    const rent = card.getByRole('link', { name: /^Rent 1 × CPU slot/ })
    const early = (await rent.isVisible()) ? await rent.boundingBox() : null
    late.resolve()
    await card.getByText('finished').waitFor()
    if (early !== null) expect(await rent.boundingBox()).toEqual(early)
    expect(await rent.isVisible()).toBe(true)
    complaints.push(...visitor.complaints)
    await visitor.context.close()
  })

  it('left no error in the console', () => {
    expect(complaints).toEqual([])
  })
})
