import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { LeaseWire } from '@infinitio/domain/wire'
import type { Program } from '../actors/bookMachine.ts'
import type { Actor } from '../actors/createActor.ts'
import { publishImage } from '../containers/publishImage.ts'
import { eventually } from '../deployment/eventually.ts'
import { travel } from '../deployment/travel.ts'
import { waitFor } from '../deployment/waitFor.ts'
import type { FaultDeployment } from './faultDeployment.ts'
import { type Counted, countRuns, everyMs, makeRuns, type RealCause, type Suffered } from './realCause.ts'
import { endRented, rentNow } from './rentForFault.ts'
import { untilReported } from './untilReported.ts'

const name = 'This machine'
/** How far the test moves the chain's clock, in seconds. By the chain's clock, the market records a fault of an image 600 s after the lease was ready. */
const afterReadySeconds = 660
/** The longest wait for a record of a fault, in seconds. By its own clock, the market records a fault of a program in a lease 300 s after the report. */
const workloadSeconds = 360
const sleep = 'sleep 3600'

const causes = {
  refused: { name: 'registry refuses the machine, so all images fail on it', incident: 'image', party: 'provider' },
  missing: { name: 'image missing', incident: 'image', party: 'renter' },
  memory: { name: 'out of memory', incident: 'out_of_memory', party: 'renter' },
  disk: { name: 'quota of the disk', incident: 'disk_full', party: 'renter' },
} satisfies Record<string, RealCause>

/**
 * Causes faults with container images, one lease after another on one machine. First the registry rejects all images; then some images are missing among others
 * that work. This function moves the chain's clock, so leases of other causes would never become ready while it runs. Therefore no other cause may run at the
 * same time.
 */
export async function imageCauses(deployment: FaultDeployment, runs: number): Promise<Counted[]> {
  const { registry } = deployment
  const published = ['one', 'two'].map((text) =>
    publishImage({ engine: deployment.deployment.engine, registry }, { changes: [], add: (root) => write(root, text) }),
  )
  registry.refuse(true)
  // The market blames the provider only if images of two renters failed on the machine, so one run is not enough.
  const least = Math.max(published.length, runs)
  const refused = await makeRuns(causes.refused, least, (run) =>
    withImage(run % 2 === 0 ? deployment.renter : deployment.secondRenter, published[run % 2] ?? '', 'refused'),
  )
  await travel(deployment.deployment, afterReadySeconds)
  const counted = [await countRuns(causes.refused, refused, 120)]
  registry.refuse(false)
  const missing = await makeRuns(causes.missing, runs, async (run) => {
    // Run a lease with a working image before every five missing images, because the market blames the renter only if another image worked on this machine.
    if (run % 5 === 0) await withImage(deployment.renter, published[0] ?? '', 'here')
    const digest = (run + 1).toString(16).padStart(64, '0')
    return await withImage(deployment.renter, `${registry.host}/lease@sha256:${digest}`, 'refused')
  })
  await travel(deployment.deployment, afterReadySeconds)
  counted.push(await countRuns(causes.missing, missing, 120))
  return counted
}

/** Causes faults with programs that exceed the limits of their lease, one lease after another on the same machine. */
export async function limitCauses(deployment: FaultDeployment, runs: number): Promise<Counted[]> {
  const { renter } = deployment
  const counted: Counted[] = []
  const scripts = {
    // Reads a single block of data that is larger than the memory of the lease.
    memory: `dd if=/dev/zero of=/dev/null bs=600M count=1; ${sleep}`,
    disk: `dd if=/dev/zero of="$HOME/fill" bs=1M; ${sleep}`,
  }
  const runOf = async (kind: keyof typeof scripts): Promise<Suffered> => {
    const lease = await rentNow({ renter, name, program: { template: 'script', startScript: scripts[kind], environment: {}, ports: [] } })
    await untilReported(deployment, { lease, incident: causes[kind].incident })
    await endRented(renter, lease)
    return { renter, lease }
  }
  const suffered = {
    memory: await makeRuns(causes.memory, runs, () => runOf('memory')),
    disk: await makeRuns(causes.disk, runs, () => runOf('disk')),
  }
  for (const kind of ['memory', 'disk'] as const) counted.push(await countRuns(causes[kind], suffered[kind], workloadSeconds))
  return counted
}

/** Rents the machine with an image, waits for this state of the image, and ends the lease. */
async function withImage(renter: Actor, reference: string, state: 'here' | 'refused'): Promise<Suffered> {
  const program: Program = { template: 'image', startScript: '', environment: {}, ports: [], image: { reference } }
  const lease = await rentNow({ renter, name, program })
  try {
    await waitFor({
      what: `an image to be ${state}`,
      within: 120,
      everyMs,
      read: () => eventually(() => renter.client.getLease(lease.leaseId)),
      until: ({ image }: LeaseWire) => image.state === state,
    })
  } finally {
    await endRented(renter, lease)
  }
  return { renter, lease }
}

function write(root: string, text: string): void {
  writeFileSync(join(root, 'etc/mine'), text)
}
