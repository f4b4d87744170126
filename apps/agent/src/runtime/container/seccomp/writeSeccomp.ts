import { writeWhole } from '../../../disk/writeWhole.ts'
import { leaseSeccomp, type SeccompProfile } from './leaseSeccomp.ts'

/** The seccomp profile of an agent's leases: Docker takes the profile itself, Podman reads the file at each start of a container. */
export type LeaseSeccomp = { file: string; profile: SeccompProfile }

/** Writes the seccomp profile of leases beside their folder, for the agent's user alone. Rejects when the disk refuses. */
export async function writeSeccomp(leasesDir: string): Promise<LeaseSeccomp> {
  const profile = leaseSeccomp()
  const file = `${leasesDir}.seccomp.json`
  await writeWhole(file, JSON.stringify(profile))
  return { file, profile }
}
