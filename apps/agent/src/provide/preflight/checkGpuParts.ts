import { runsImages } from '@infinitio/domain'
import type { MachinePlace } from '../../detect/machinePlace.ts'
import { findLeaseGpus } from '../../runtime/container/gpus/readLeaseGpus.ts'
import type { WantedSettings } from '../wantedSettings.ts'
import { type Check, passed, warned } from './check.ts'

type Asked = {
  readonly place: MachinePlace
  readonly wanted: Pick<WantedSettings, 'runtime' | 'isolation'> & { readonly devices: readonly string[] }
  /** The number of GPUs of the machine. */
  readonly gpus: number
}

/**
 * Shows whether the GPUs of a machine with several can be rented one by one and, if not, why. Either is fine. Warns if the machine does
 * not show its GPUs, because the agent lists it only when it does. Returns no check for a machine with one GPU, and for one without containers.
 */
export async function checkGpuParts({ place, wanted: { runtime, isolation, devices }, gpus }: Asked): Promise<Check[]> {
  if (gpus < 2 || !runsImages({ runtime })) return []
  const found = await findLeaseGpus({ cdiDevices: devices, isolation, isWhole: false }, place)
  const name = 'several GPUs'
  if ('whole' in found) return [passed(name, `rented only together: ${found.whole}`)]
  if ('unknown' in found) return [warned(name, `not listed yet: ${found.unknown}`)]
  const there = found.gpus.length
  const lost = found.gpus.filter(({ isLost }) => isLost === true).map(({ id }) => id)
  return [
    ...(lost.length === 0 ? [] : [warned(name, `${lost.join(', ')} does not respond, and no lease gets it`)]),
    passed(
      name,
      there < gpus
        ? `rented only together: ${there} of ${gpus} are described to containers`
        : 'rented one by one, or only together with CONTAINER_WHOLE=true',
    ),
  ]
}
