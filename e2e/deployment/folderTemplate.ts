import { execFile, spawnSync } from 'node:child_process'
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { claimPidFile } from '@infinitio/process/embedded'

/**
 * Copies keys, a migrated database and a chain with all contracts into a new data folder. They are made once for each test run, because that takes several
 * seconds of processor time, and then copied. A deployment without validators starts from them as if it had been stopped before. Does nothing if this test run
 * has no template, for example in a benchmark.
 */
export async function copyTemplate(dataDir: string): Promise<void> {
  const place = process.env.TEST_DEPLOYMENT_TEMPLATE
  if (place === undefined) return
  const template = join(place, 'data')
  const done = join(place, 'done')
  const maker = join(place, 'maker.pid')
  while (!existsSync(done)) {
    if (claimPidFile(maker)) await make({ template, done, maker })
    else await delay(100)
  }
  const { status, stderr } = spawnSync('cp', ['-a', `${template}/.`, dataDir], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`the template of a data folder could not be copied: ${stderr}`)
}

/** Makes the template, unless another process has made it by now. Only one process may do this at a time. */
async function make({ template, done, maker }: { template: string; done: string; maker: string }): Promise<void> {
  try {
    if (existsSync(done)) return
    rmSync(template, { recursive: true, force: true })
    const program = join(import.meta.dirname, 'prepareFolder.ts')
    const env = { ...process.env, INFINITIO_DATA: template }
    await promisify(execFile)(process.execPath, ['--disable-warning=ExperimentalWarning', program], { env })
    writeFileSync(done, '')
  } finally {
    rmSync(maker, { force: true })
  }
}
