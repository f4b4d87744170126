import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { openPythonTools } from '@infinitio/process/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guidePages } from '../apps/api/test/guides/guidePages.ts'
import { guideRuns } from '../apps/api/test/guides/runs/guideRuns.ts'
import { hasOpenSsh } from './actors/sshAsPrinted.ts'
import { startTestDeployment, type TestDeployment } from './deployment/startTestDeployment.ts'
import { waitFor } from './deployment/waitFor.ts'
import { runGuide } from './guides/runGuide.ts'

const has = (program: string) => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
const lost = ['bash', 'curl', 'jq'].filter((program) => !has(program))
const missing = process.env.TEST_LONG !== '1' ? 'npm run test:long' : !hasOpenSsh() ? 'no ssh' : lost.length > 0 ? `no ${lost.join()}` : null
const guideWithinMs = 900_000
const all = guidePages('en').flatMap(({ file, blocks }) => {
  const name = file.replace(/^.*\/|\.md$/g, '')
  const run = guideRuns[name]
  return run?.blocks.includes('here') ? [{ name, run, blocks }] : []
})
const guides = all.toSorted((a, b) => Number(a.run.movesTime ?? false) - Number(b.run.movesTime ?? false))

/** Runs the code of the guides as a reader types it. `apps/api/test/guides/guideRuns.test.ts` holds the list of blocks complete. */
describe.skipIf(missing !== null)(`the code of the guides (${missing ?? 'as a reader types it'})`, { timeout: guideWithinMs }, () => {
  let deployment: TestDeployment
  const python =
    missing === null ? openPythonTools({ name: 'package', requirementsFile: join(import.meta.dirname, '../python/requirements.lock') }) : null

  beforeAll(async () => {
    deployment = await startTestDeployment({ settings: { INFINITIO_SCHEDULERS: '1' } })
    await waitFor({
      what: 'all simulated machines',
      within: 240,
      read: async () => (await (await fetch(`${deployment.apiUrl}/listings?limit=1`)).json()) as { total: number },
      until: ({ total }) => total >= 55,
    })
  })
  afterAll(() => deployment?.remove())

  it.for(guides)('$name', async ({ run, blocks }, { skip }) => {
    const installs = blocks.some(({ code }, index) => run.blocks[index] === 'here' && code.includes('pip install'))
    if (installs && python !== null && 'missing' in python) skip(python.missing)
    const pythonBin = python !== null && 'bin' in python ? python.bin : null
    const { code, last, printed } = await runGuide({ ...deployment, pythonBin }, run, blocks)
    expect(code, `${last} failed\n${printed}`).toBe(0)
  })
})
