import type { BrowserContext, Page } from '@playwright/test'

/** What a browser saw of texts of others that were taken for more than text. */
export type ForeignCode = {
  /** Each sign: what ran, what the page's policy refused, what was asked of elsewhere. */
  readonly signs: string[]
  /** What dialogs of the browser said; each was answered with no. */
  readonly dialogs: string[]
}

/**
 * Watches every page of a context for texts of others that are taken for markup or code. Such a text calls `hostileRan`, or asks for a picture called
 * `hostile`, or has the page's policy refuse it: each is noted, and so is a request to hostile.example.
 */
export async function watchForeignCode(context: BrowserContext): Promise<ForeignCode> {
  const watched: ForeignCode = { signs: [], dialogs: [] }
  await context.exposeFunction('hostileRan', (place: unknown) => void watched.signs.push(`ran: ${String(place)}`))
  await context.exposeFunction('policyRefused', (what: string) => void watched.signs.push(`refused: ${what}`))
  await context.addInitScript(() => {
    const { policyRefused } = globalThis as unknown as { policyRefused: (what: string) => void }
    addEventListener('securitypolicyviolation', ({ effectiveDirective, documentURI, blockedURI, sourceFile, lineNumber, columnNumber }) =>
      policyRefused(`${effectiveDirective} of ${blockedURI} by ${sourceFile}:${lineNumber}:${columnNumber} on ${documentURI}`),
    )
  })
  context.on('request', (request) => {
    const { hostname, pathname } = new URL(request.url())
    if (hostname.endsWith('hostile.example') || pathname.endsWith('/hostile')) watched.signs.push(`asked: ${request.url()}`)
  })
  context.on('dialog', (dialog) => {
    watched.dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  return watched
}

/** Puts a text into the page as markup, as a page that forgets to escape would: whether the watch can see anything. */
export async function putAsMarkup(page: Page, text: string): Promise<void> {
  await page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), text)
}

/** Opens a page and returns what is wrong with its policy and its links: a script that may stand in the page, and a link elsewhere whose page could reach back. */
export async function openGuarded(page: Page, path: string): Promise<string[]> {
  const answer = await page.goto(path)
  await page.getByRole('main').getByRole('heading').first().waitFor()
  const policy = new Map((answer?.headers()['content-security-policy'] ?? '').split('; ').map((part) => [part.split(' ')[0], part] as const))
  const scripts = policy.get('script-src') ?? ''
  const problems = [
    ...(/'nonce-[A-Za-z0-9+/=]{22,}'/.test(scripts) && !/unsafe-(inline|eval)|\*|data:|https?:/.test(scripts) ? [] : [`script-src: ${scripts}`]),
    ...(policy.get('object-src') === "object-src 'none'" && policy.get('base-uri') === "base-uri 'none'" ? [] : ['object-src or base-uri']),
    ...(answer?.headers()['x-content-type-options'] === 'nosniff' ? [] : ['no nosniff']),
    ...(await looseLinks(page)),
  ]
  return problems.map((problem) => `${path}: ${problem}`)
}

/** Links of the page as it stands that lead elsewhere without `rel`, or are a script. */
async function looseLinks(page: Page): Promise<string[]> {
  return await page.locator('a[href]').evaluateAll((links) =>
    (links as HTMLAnchorElement[])
      .filter(({ href, protocol, origin, target, relList }) => {
        // The editor is opened by the name of a lease, and by nothing that somebody else wrote.
        if (/^vscode:\/\/vscode-remote\/ssh-remote\+lease-\d+\/(root)?$/.test(href)) return false
        if (!['http:', 'https:', 'mailto:', 'blob:'].includes(protocol)) return true
        const leadsOut = origin !== location.origin && protocol !== 'mailto:' && protocol !== 'blob:'
        return (leadsOut || target === '_blank') && !relList.contains('noreferrer') && !relList.contains('noopener')
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 200)),
  )
}
