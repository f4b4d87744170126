import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPages } from '../start/buildPages.ts'

/**
 * Builds the web pages before the first end-to-end test starts a deployment. On a busy machine the build takes minutes. If a test had to wait for it, the test
 * would fail and wrongly report that its deployment did not start.
 */
export default async function pagesSetup(): Promise<void> {
  const logs = mkdtempSync(join(tmpdir(), 'infinitio-pages-'))
  await buildPages({ logs }, new AbortController().signal)
  rmSync(logs, { recursive: true })
}
