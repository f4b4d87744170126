import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPages } from '../start/buildPages.ts'

/**
 * Builds the pages before the first end-to-end test starts a deployment. On a busy machine the build takes minutes; a test that waited for it would report a
 * failure of its deployment.
 */
export default async function pagesSetup(): Promise<void> {
  const logs = mkdtempSync(join(tmpdir(), 'infinitio-pages-'))
  await buildPages({ logs }, new AbortController().signal)
  rmSync(logs, { recursive: true })
}
