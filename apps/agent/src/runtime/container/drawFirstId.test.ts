import { expect, test } from 'vitest'
import { drawFirstId, firstIdOfDocker } from './drawFirstId.ts'

test('gives no two leases the same user of this machine, even if they derive the same first id', () => {
  const first = drawFirstId({ name: 'lease', taken: new Set() })
  const second = drawFirstId({ name: 'lease', taken: new Set([first]) })
  expect(Math.abs(second - first)).toBeGreaterThanOrEqual(65_536)
})

test("derives the same users for a lease again, far above the machine's users and within the kernel's range", () => {
  for (let lease = 0; lease < 500; lease += 1) {
    const firstId = drawFirstId({ name: `lease ${lease}`, taken: new Set() })
    expect(firstId).toBe(drawFirstId({ name: `lease ${lease}`, taken: new Set() }))
    expect(firstId).toBeGreaterThanOrEqual(1_000_000_000)
    expect(firstId + 65_536).toBeLessThan(2 ** 32 - 2)
  }
})

test.each([
  ['/var/lib/docker/165536.165536', 165_536],
  ['/var/lib/docker', null],
  ['/var/lib/docker/0.0', null],
  ['', null],
])('Docker that keeps its containers in %j gives them user %s', (folder, firstId) => {
  expect(firstIdOfDocker(folder)).toBe(firstId)
})
