import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PodmanEngine } from './startPodman.ts'
import type { TestRegistry } from './startRegistry.ts'

/**
 * Builds an image as `makeImage` does, sends it to a registry, and removes it from the engine, so that it must be pulled. Returns its full name with
 * digest.
 */
export function publishImage(
  { engine, registry }: { engine: PodmanEngine; registry: TestRegistry },
  image: Parameters<PodmanEngine['makeImage']>[0],
): string {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-image-'))
  const id = engine.makeImage(image)
  const archive = join(folder, 'image.tar')
  engine.podman(['save', '--quiet', '--format', 'oci-archive', '--output', archive, id])
  engine.podman(['rmi', '--force', id])
  const digest = registry.publish(archive)
  rmSync(folder, { recursive: true })
  return `${registry.host}/lease@${digest}`
}
