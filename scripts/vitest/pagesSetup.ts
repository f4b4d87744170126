import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildExitPage } from '../start/buildExitPage.ts'
import { buildPages } from '../start/buildPages.ts'

/**
 * Builds the web pages before the first end-to-end test starts a deployment. On a busy machine the build takes minutes. If a test had to wait for it, the test
 * would fail and wrongly report that its deployment did not start. Also builds the exit page: deployments that start at the same time would each build it.
 */
export default async function pagesSetup(): Promise<void> {
  const logs = mkdtempSync(join(tmpdir(), 'infinitio-pages-'))
  const { signal } = new AbortController()
  await buildPages({ logs }, signal)
  await buildExitPage({ logs }, signal)
  rmSync(logs, { recursive: true })
}
