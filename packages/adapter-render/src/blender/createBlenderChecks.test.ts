import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { createBlenderChecks } from './createBlenderChecks.ts'
import { memoryLack } from './memoryLack.ts'

const folder = mkdtempSync(join(tmpdir(), 'blender-checks-'))
const job = { fingerprint: `0x${'0a'.repeat(32)}` } as const

afterAll(() => rmSync(folder, { recursive: true }))

describe('the test render of a Blender', () => {
  test('is not repeated after a failure, however many jobs ask', async () => {
    const { blender, starts } = blenderThat('broken', 'exit 1')
    const checks = createBlenderChecks(blender, {})
    for (let asked = 0; asked < 3; asked += 1) expect(await checks.lacks(job)).toContain('did not start')
    expect(starts()).toBe(1)
  })

  test('does not start beside a lease, ends when one begins, and starts again after it', async () => {
    const { blender, starts } = blenderThat('slow', 'exec sleep 600')
    let isRented = true
    const checks = createBlenderChecks(blender, { mayRender: () => !isRented })
    expect(await checks.lacks(job)).toContain('the machine is rented')
    expect(starts()).toBe(0)
    for (const count of [1, 2]) {
      isRented = false
      const lack = checks.lacks(job)
      await expect.poll(starts).toBe(count)
      isRented = true
      expect(await lack).toContain('was rented while it rendered')
    }
  })
})

describe('a machine', () => {
  test('takes no job that needs more memory than is free', () => {
    expect(memoryLack(65_536, 2 ** 36 - 1)).toBe('The job needs 65536 MiB of memory, and 65535 MiB are free')
    expect(memoryLack(65_536, 2 ** 36)).toBeNull()
  })
})

/** Returns a Blender whose sandbox is a program that counts its starts, and then runs a line of shell. */
function blenderThat(name: string, line: string) {
  const [sandbox, log] = [join(folder, name), join(folder, `${name}.log`)]
  writeFileSync(sandbox, `#!/bin/sh\necho start >> '${log}'\n${line}\n`, { mode: 0o755 })
  const starts = () => (existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0)
  return { blender: { program: '/usr/bin/missing-blender', arguments: [], folders: [], sandbox }, starts }
}
