import { installPodman, nftOf } from '../../../../e2e/containers/installPodman.ts'
import { type PodmanEngine, startPodman } from '../../../../e2e/containers/startPodman.ts'
import type { NetworkPlace } from '../../src/network/networkPlace.ts'
import { clearAwayDeadLeases } from './clearAwayDeadLeases.ts'
import { clearAwayDeadNamespaces, makeNamespace } from './namespaceOfTests.ts'

const place = installPodman()

/** The reason why container tests are skipped on this machine; null if they run. */
export const whyNoContainers: string | null = 'missing' in place ? place.missing : null

/** Suffix of a suite's name that explains why it is skipped. */
export const inContainers = whyNoContainers === null ? '' : ` (skipped, no Podman: ${whyNoContainers})`

/**
 * A container engine for tests, the program busybox, and a network namespace. Leases use this namespace instead of the machine's, so that no test changes the
 * real network.
 */
export type TestEngine = PodmanEngine & { network: NetworkPlace & { machineNamespace: string }; busybox: string }

/** Starts a Podman for one test file. Call it only if `whyNoContainers` is null. */
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
