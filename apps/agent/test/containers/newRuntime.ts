import { createLogger } from '@infinitio/process'
import { ContainerRuntime } from '../../src/runtime/container/containerRuntime.ts'
import type { ContainerSettings } from '../../src/runtime/container/containerSettings.ts'
import { LocalRuntime } from '../../src/runtime/local/localRuntime.ts'
import type { Runtime } from '../../src/runtime/runtime.ts'

/** Small limits, so that tests reach them quickly. */
export const smallLimits = { cpus: 1, memoryMib: 96, diskMib: 24, processes: 48 }

/** The name server of test leases. */
export const resolverOfTests = '9.9.9.9'

/** The settings of containers that a test chooses; the others have values for tests. */
export type ContainerOfTests = Pick<ContainerSettings, 'socketPath' | 'image' | 'network'> &
  Partial<Pick<ContainerSettings, 'cdiDevices' | 'isWhole' | 'registries' | 'cacheMib' | 'isolation'>> & {
    limits?: Partial<ContainerSettings['limits']>
  }

/** Makes a runtime that has not adopted anything yet. It needs no test runner, so that a program that a test kills can use it too. */
export function newRuntime({ leasesDir, container }: { leasesDir: string; container: ContainerOfTests | null }): Runtime {
  const logger = createLogger({ room: 'test' })
  if (container === null) return new LocalRuntime({ leasesDir, logger })
  return new ContainerRuntime({
    leasesDir,
    settings: {
      isolation: 'container',
      cdiDevices: [],
      isWhole: false,
      isDiskUsual: false,
      registries: [],
      cacheMib: 64,
      resolvers: [resolverOfTests],
      ...container,
      limits: { ...smallLimits, ...container.limits },
    },
    logger,
  })
}
