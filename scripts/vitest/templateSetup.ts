import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Makes the place of the data folder that `copyTemplate` copies for each end-to-end test, and removes it after the last test. Nothing is in it until a test
 * starts a deployment, so a run of tests without deployments does not wait for it.
 */
export default function templateSetup(): () => void {
  const place = mkdtempSync(join(tmpdir(), 'infinitio-e2e-template-'))
  // The database server runs as another user, who must be able to enter.
  chmodSync(place, 0o711)
  process.env.TEST_DEPLOYMENT_TEMPLATE = place
  return () => rmSync(place, { recursive: true, force: true })
}
