import type { Page, Route } from '@playwright/test'

/** Controls delayed API answers: a test can make them fail, or let later requests reach the API. */
export type HeldBack = {
  /** Makes waiting and later requests fail, as if the API were not ready. */
  fail(): Promise<void>
  /** Lets later requests reach the API again. */
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

/** Delays every answer to requests of a URL until `fail` or `letThrough` is called. */
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

/** Delays the scripts of a page until `letThrough` is called. Until then, a test can press keys that no script handles. */
export async function holdScripts(page: Page): Promise<{ letThrough(): void }> {
  const { promise: isToGoOn, resolve: goOn } = Promise.withResolvers<void>()
  async function continueLater(route: Route): Promise<void> {
    await isToGoOn
    await route.continue()
  }
  await page.route('**/_next/static/**/*.js', continueLater)
  return { letThrough: () => goOn() }
}
