import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import packagedChromium from '@sparticuz/chromium'

/** A window as wide as a desk or as a phone. */
export const desktop = { width: 1_440, height: 900 }
/** A phone's window. */
export const phone = { width: 390, height: 844 }

/** Where Debian puts its Chromium. */
const systemChromium = '/usr/bin/chromium'

/**
 * A headless Chromium: the one inside the npm package, or the system's where that one cannot run. Null where neither can. With `debuggingPort` other programs can
 * lead it too.
 */
export async function openBrowser({ debuggingPort }: { readonly debuggingPort?: number } = {}): Promise<Browser | null> {
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']
  if (debuggingPort !== undefined) args.push(`--remote-debugging-port=${debuggingPort}`)
  for (const executablePath of [await packagedChromium.executablePath(), systemChromium]) {
    if (!existsSync(executablePath)) continue
    const browser = await chromium.launch({ executablePath, args, headless: true }).catch(() => null)
    if (browser !== null) return browser
  }
  return null
}

/** A fresh visitor with a page open, and everything that went wrong in it: console errors and uncaught exceptions. */
export async function openVisitor(
  browser: Browser,
  {
    baseURL,
    viewport,
    colorScheme,
    hasTouch = false,
  }: { baseURL: string; viewport: { width: number; height: number }; colorScheme: 'light' | 'dark'; hasTouch?: boolean },
): Promise<{ context: BrowserContext; page: Page; complaints: string[] }> {
  const context = await browser.newContext({ baseURL, viewport, colorScheme, hasTouch, isMobile: hasTouch, acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(60_000)
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' && !isOfOtherTests(message.text())) complaints.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return { context, page, complaints }
}

/** Tests beside this one make network interfaces and take them away. Chromium hears of it, breaks off what is on its way, and pages ask again. */
function isOfOtherTests(complaint: string): boolean {
  return complaint.includes('net::ERR_NETWORK_CHANGED')
}
