import { installPodman, nftOf } from '../../../../e2e/containers/installPodman.ts'
import { type PodmanEngine, startPodman } from '../../../../e2e/containers/startPodman.ts'
import type { NetworkPlace } from '../../src/network/networkPlace.ts'
import { clearAwayDeadLeases } from './clearAwayDeadLeases.ts'
import { clearAwayDeadNamespaces, makeNamespace } from './namespaceOfTests.ts'

const place = installPodman()

/** Why tests in containers are skipped here; null where they run. */
export const whyNoContainers: string | null = 'missing' in place ? place.missing : null

/** What a suite's name ends with, so that a skipped one says why. */
export const inContainers = whyNoContainers === null ? '' : ` (skipped, no Podman: ${whyNoContainers})`

/** An engine of tests, with a network namespace that is the machine to leases, so that no test touches the real one's network; and busybox. */
export type TestEngine = PodmanEngine & { network: NetworkPlace & { machineNamespace: string }; busybox: string }

/** A Podman of one test file; only where `whyNoContainers` is null. */
export async function engineOfTests(
  settings: { plainRegistry: string | null; runtimes?: Readonly<Record<string, string>> } = { plainRegistry: null },
): Promise<TestEngine> {
  if ('missing' in place) throw new Error(place.missing)
  const engine = await startPodman(place.root, settings)
  clearAwayDeadLeases()
  clearAwayDeadNamespaces()
  const machine = makeNamespace()
  return {
    ...engine,
    network: { machineNamespace: machine.file, nft: nftOf(place.root) },
    busybox: `${place.root}/bin/busybox`,
    stop: async () => {
      await engine.stop()
      machine.remove()
    },
  }
}
