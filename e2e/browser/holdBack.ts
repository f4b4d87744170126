import type { Page, Route } from '@playwright/test'

/** Answers of the API that are held back: the page waits for them. */
export type HeldBack = {
  /** Lets what waits, and what comes, fail as while the API is not ready. */
  fail(): Promise<void>
  /** Lets what comes through again. */
  letThrough(): Promise<void>
}

const notReady = {
  type: 'about:blank',
  title: 'Not ready yet. We will try again.',
  status: 503,
  code: 'api.not_ready',
  detail: '',
  requestId: 'held',
}

/** Holds back every answer to requests of an address until it is said what becomes of them. */
export async function holdBack(page: Page, address: string): Promise<HeldBack> {
  const { promise: isToFail, resolve: failNow } = Promise.withResolvers<void>()
  async function failLater(route: Route): Promise<void> {
    await isToFail
    await route.fulfill({ status: 503, contentType: 'application/problem+json', body: JSON.stringify(notReady) })
  }
  await page.route(address, failLater)
  return {
    fail: async () => failNow(),
    letThrough: () => page.unroute(address, failLater),
  }
}

/** Holds back the scripts of a page until `letThrough` is called. Until then a test can press keys that no script hears. */
export async function holdScripts(page: Page): Promise<{ letThrough(): void }> {
  const { promise: isToGoOn, resolve: goOn } = Promise.withResolvers<void>()
  async function continueLater(route: Route): Promise<void> {
    await isToGoOn
    await route.continue()
  }
  await page.route('**/_next/static/**/*.js', continueLater)
  return { letThrough: () => goOn() }
}
