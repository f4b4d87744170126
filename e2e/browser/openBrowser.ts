import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from '@playwright/test'
import packagedChromium from '@sparticuz/chromium'

/** The window of a desktop. */
export const desktop = { width: 1_440, height: 900 }
/** The window of a phone. */
export const phone = { width: 390, height: 844 }

/** Debian's path of Chromium. */
const systemChromium = '/usr/bin/chromium'

/** Returns true in `npm run test:long` and in continuous integration. They must not skip a test because an installed browser does not start. */
const mustStart = () => process.env.TEST_LONG === '1' || Boolean(process.env.CI)

/**
 * Opens a headless Chromium: the one of the npm package or, if that cannot run, the one of the system. Returns null if neither is installed. If one is
 * installed but does not start, throws with the reason in `npm run test:long` and continuous integration; otherwise prints the reason and returns null. With
 * `debuggingPort`, other programs can control the browser too.
 */
export async function openBrowser({ debuggingPort }: { readonly debuggingPort?: number } = {}): Promise<Browser | null> {
  const args = ['--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu']
  if (debuggingPort !== undefined) args.push(`--remote-debugging-port=${debuggingPort}`)
  const failures: string[] = []
  for (const executablePath of await installedBrowsers()) {
    try {
      return await chromium.launch({ executablePath, args, headless: true })
    } catch (error) {
      failures.push(`${executablePath}: ${error instanceof Error ? error.message : error}`)
    }
  }
  const reason = failures.length === 0 ? 'No browser is installed.' : `No installed browser starts.\n${failures.join('\n')}`
  if (mustStart() && failures.length > 0) throw new Error(reason)
  console.warn(`${reason} Tests that need a browser are skipped.`)
  return null
}

/** Returns the paths of the installed browsers. The npm package has a build for Linux x64 only. */
async function installedBrowsers(): Promise<string[]> {
  const isPackaged = process.platform === 'linux' && process.arch === 'x64'
  const paths = isPackaged ? [await packagedChromium.executablePath(), systemChromium] : [systemChromium]
  return paths.filter((path) => existsSync(path))
}

/** The pages that test visitors have opened and not closed. A screenshot of each can be saved when a test fails. */
export const openPages = new Set<Page>()

/** Opens a page for a new visitor. `complaints` collects console errors and uncaught exceptions. */
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
  openPages.add(page)
  page.once('close', () => openPages.delete(page))
  const complaints: string[] = []
  page.on('console', (message) => {
    // For a request that failed, the location of the message is the URL of the request.
    if (message.type() === 'error' && !isOfOtherTests(message.text())) complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
  return { context, page, complaints }
}

/**
 * Returns true for a console error that is caused by tests that run at the same time. They create and remove network interfaces, which makes Chromium abort
 * running requests. The pages repeat these requests.
 */
function isOfOtherTests(complaint: string): boolean {
  return complaint.includes('net::ERR_NETWORK_CHANGED')
}
