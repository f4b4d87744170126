import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Logger } from '@infinitio/process'
import type { PodmanEngine } from '../../../../e2e/containers/startPodman.ts'
import { type Engine, openEngine } from '../../src/runtime/container/engine.ts'
import { ensureImage } from '../../src/runtime/container/ensureImage.ts'
import { engineOfTests, inContainers, whyNoContainers } from './engineOfTests.ts'
import { startRegistry, type TestRegistry } from './registryOfTests.ts'

describe.skipIf(whyNoContainers !== null)(`an image that leases run in${inContainers}`, () => {
  let registry: TestRegistry
  let podman: PodmanEngine
  let engine: Engine
  let folder = ''
  let digest = ''

  beforeAll(async () => {
    registry = await startRegistry()
    podman = await engineOfTests({ plainRegistry: registry.host })
    engine = await openEngine(podman.socket)
    folder = mkdtempSync(path.join(tmpdir(), 'infinitio-image-'))
    const id = podman.makeImage({ changes: ['ENV OF=the-registry'], add: () => {} })
    podman.podman(['save', '--quiet', '--format', 'oci-archive', '--output', path.join(folder, 'image.tar'), id])
    digest = registry.publish(path.join(folder, 'image.tar'))
    podman.podman(['rmi', '--force', id])
  })
  afterAll(async () => {
    registry?.close()
    rmSync(folder, { recursive: true, force: true })
    await podman?.stop()
  })

  test('is pulled by its digest once, and after that taken from what is here', async () => {
    const pulled = await ensure(`${registry.host}/lease@${digest}`)
    expect(pulled.image.environment).toContain('OF=the-registry')
    expect(pulled.messages.filter((text) => text === 'pulling an image').length).toBeGreaterThanOrEqual(1)
    const asked = registry.requests()
    expect(asked).toBeGreaterThan(0)
    expect((await ensure(`${registry.host}/lease@${digest}`)).image.id).toBe(pulled.image.id)
    expect(registry.requests()).toBe(asked)
  })

  test('is refused when the registry does not have that digest', async () => {
    await expect(ensure(`${registry.host}/lease@sha256:${'0'.repeat(64)}`)).rejects.toThrow(/cannot be pulled|did not give/)
  })

  test('is refused without a digest, and by an id that is not here, without asking any registry', async () => {
    const asked = registry.requests()
    await expect(ensure(`${registry.host}/lease:latest`)).rejects.toThrow('not named by a digest')
    await expect(ensure(`sha256:${'0'.repeat(64)}`)).rejects.toThrow('no image here has the id')
    expect(registry.requests()).toBe(asked)
  })

  async function ensure(reference: string) {
    const messages: string[] = []
    const logger = { info: (_facts: object, text: string) => void messages.push(text) } as unknown as Logger
    return { image: await ensureImage({ engine, reference, logger }), messages }
  }
})
