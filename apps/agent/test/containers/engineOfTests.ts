import { installPodman } from '../../../../e2e/containers/installPodman.ts'
import { type PodmanEngine, startPodman } from '../../../../e2e/containers/startPodman.ts'

const place = installPodman()

/** Why tests in containers are skipped here; null where they run. */
export const whyNoContainers: string | null = 'missing' in place ? place.missing : null

/** What a suite's name ends with, so that a skipped one says why. */
export const inContainers = whyNoContainers === null ? '' : ` (skipped, no Podman: ${whyNoContainers})`

/** A Podman of one test file; only where `whyNoContainers` is null. */
export function engineOfTests(settings: { plainRegistry: string | null } = { plainRegistry: null }): Promise<PodmanEngine> {
  if ('missing' in place) throw new Error(place.missing)
  return startPodman(place.root, settings)
}
