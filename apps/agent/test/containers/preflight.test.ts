import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { checkContainers } from '../../src/provide/preflight/checkContainers.ts'
import { thisMachine } from '../../src/detect/machinePlace.ts'
import { engineOfTests, inContainers, type TestEngine, whyNoContainers } from './engineOfTests.ts'

const image = `docker.io/library/debian@sha256:${'a'.repeat(64)}`

describe.skipIf(whyNoContainers !== null)(`checks a machine before infinitio provide runs leases in containers${inContainers}`, () => {
  let engine: TestEngine
  beforeAll(async () => {
    engine = await engineOfTests()
  })
  afterAll(() => engine?.stop())

  const look = (socket: string) =>
    checkContainers({
      place: thisMachine,
      socket,
      image,
      isolation: 'container',
      devices: [],
      network: engine.network,
      userId: process.getuid?.() ?? 0,
    })

  test('finds nothing missing with a suitable Podman, and names only the engine when its socket is elsewhere', async () => {
    const found = await look(engine.socket)
    expect(found.filter(({ state }) => state !== 'ok')).toEqual([])
    expect(found.find(({ name }) => name === 'container engine')?.detail).toMatch(/^podman \d+\.\d+/)
    const without = await look(path.join(path.dirname(engine.socket), 'nobody.sock'))
    expect(without.flatMap(({ code }) => code ?? [])).toEqual(['node.engine_missing'])
  })
})
