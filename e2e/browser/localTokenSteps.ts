import type { Page, Request } from '@playwright/test'

/** Returns the token in the address bar and the token that the tab stores. */
export async function tokenOf(page: Page): Promise<{ hash: string; kept: string | null }> {
  return page.evaluate(() => ({ hash: location.hash, kept: sessionStorage.getItem('infinitio.localToken') }))
}

/**
 * Watches the requests of a page. `shown` has the URLs of requests that contain `text` in their URL, in a header other than the token's own, or in their body.
 * `carried` has the URLs of requests with `text` in the token's own header.
 */
export function requestsWith(page: Page, text: string): { readonly shown: string[]; readonly carried: string[] } {
  const [shown, carried]: [string[], string[]] = [[], []]
  page.on('request', (request: Request) => {
    const { ['infinitio-local-token']: own, ...others } = request.headers()
    if (`${request.url()} ${JSON.stringify(others)} ${request.postData() ?? ''}`.includes(text)) shown.push(request.url())
    if (own === text) carried.push(request.url())
  })
  return { shown, carried }
}
