import type { Page, Request } from '@playwright/test'

/** What stands in the address bar and what the tab keeps of the token. */
export async function tokenOf(page: Page): Promise<{ hash: string; kept: string | null }> {
  return page.evaluate(() => ({ hash: location.hash, kept: sessionStorage.getItem('infinitio.localToken') }))
}

/** The requests of a page that show a text in their address, a header but the token's own, or their body. */
export function requestsWith(page: Page, text: string): { readonly shown: string[]; readonly carried: string[] } {
  const [shown, carried]: [string[], string[]] = [[], []]
  page.on('request', (request: Request) => {
    const { ['infinitio-local-token']: own, ...others } = request.headers()
    if (`${request.url()} ${JSON.stringify(others)} ${request.postData() ?? ''}`.includes(text)) shown.push(request.url())
    if (own === text) carried.push(request.url())
  })
  return { shown, carried }
}
