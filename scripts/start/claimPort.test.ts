import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { claimPort } from './claimPort.ts'

describe('claimPort', () => {
  it('gives a port to only one running instance, and frees it once that instance has ended', async () => {
    const port = await claimPort({ preferred: 0 })
    expect(await claimPort({ preferred: port })).not.toBe(port)
    const other = claimInAnotherProcess(port)
    expect(other).not.toBe(port)
    expect(await claimPort({ preferred: other })).toBe(other)
  })
})

function claimInAnotherProcess(preferred: number): number {
  const script = `import { claimPort } from '${join(import.meta.dirname, 'claimPort.ts')}'; console.log(await claimPort({ preferred: ${preferred} }))`
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' })
  if (stdout === '') throw new Error(stderr)
  return Number(stdout)
}
