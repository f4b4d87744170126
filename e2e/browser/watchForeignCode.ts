import type { BrowserContext, Page } from '@playwright/test'

/** The recorded signs that a browser ran another person's text as code, or showed it as markup. */
export type ForeignCode = {
  /** A line for each script that ran, each violation of the page's policy, and each request to another host. */
  readonly signs: string[]
  /** The texts of browser dialogs such as `confirm`. The test answers each of them with "no". */
  readonly dialogs: string[]
}

/**
 * Watches all pages of a browser context and records it if a hostile text is treated as markup or code. Such a text then calls `hostileRan`, requests an image
 * named `hostile`, or violates the page's policy. Any request to hostile.example is recorded, too.
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

/**
 * Adds a text to the page as markup, like a page that does not escape foreign texts. A test uses this to check that `watchForeignCode` detects hostile texts.
 */
export async function putAsMarkup(page: Page, text: string): Promise<void> {
  await page.evaluate((markup) => document.body.insertAdjacentHTML('beforeend', markup), text)
}

/**
 * Opens a page and returns its weaknesses: inline scripts that its security policy allows, and external links through which another page could control this
 * one.
 */
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

/**
 * Returns the unsafe links of the current page. A link is unsafe if it leaves the site or opens a new tab without `noreferrer` or `noopener`, or if its scheme
 * is not one of the allowed ones, such as `javascript:`.
 */
async function looseLinks(page: Page): Promise<string[]> {
  return await page.locator('a[href]').evaluateAll((links) =>
    (links as HTMLAnchorElement[])
      .filter(({ href, protocol, origin, target, relList }) => {
        // Leave out the link that opens an editor. It has another scheme, but its text contains only the lease's id and no text of another person.
        if (/^vscode:\/\/vscode-remote\/ssh-remote\+lease-\d+\/(root)?$/.test(href)) return false
        if (!['http:', 'https:', 'mailto:', 'blob:'].includes(protocol)) return true
        const leadsOut = origin !== location.origin && protocol !== 'mailto:' && protocol !== 'blob:'
        return (leadsOut || target === '_blank') && !relList.contains('noreferrer') && !relList.contains('noopener')
      })
      .map(({ outerHTML }) => outerHTML.slice(0, 200)),
  )
}
