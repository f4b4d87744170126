import { writeWhole } from '../../../disk/writeWhole.ts'
import { leaseSyscalls } from './leaseSyscalls.ts'

type Condition = { index: number; value: number; valueTwo?: number; op: 'SCMP_CMP_EQ' | 'SCMP_CMP_MASKED_EQ' }
type Rule = { names: readonly string[]; action: 'SCMP_ACT_ALLOW'; args?: readonly Condition[] }

/** A seccomp profile as Docker and Podman read it. */
type SeccompProfile = { defaultAction: 'SCMP_ACT_ERRNO'; defaultErrnoRet: number; syscalls: readonly Rule[] }

/** ENOSYS, the error for a missing system call. Libraries then use another call, as on an older kernel. */
const notImplemented = 38

/** The flags with which `clone` creates namespaces. A filter cannot read the flags of `clone3`, so `clone3` is forbidden entirely. */
const newNamespaces = 0x7e02_0000

const families = { unix: 1, inet: 2, inet6: 10, netlink: 16 } as const
/** Netlink protocols for addresses and routes, and for device events. */
const netlinkProtocols = [0, 15] as const

/** The arguments of the system call `personality` that ordinary programs use: the usual personalities, and the query for the current one (`0xffff_ffff`). */
const personalities = [0x0, 0x0008, 0x2_0000, 0x2_0008, 0xffff_ffff] as const

/**
 * The seccomp profile of leases, and the file that contains it. Docker gets the profile in each request; Podman reads the file at each start of a container.
 */
export type LeaseSeccomp = { file: string; profile: SeccompProfile }

/** Writes the seccomp profile of leases next to their folder, readable only by the agent's user. Rejects if the file cannot be written. */
export async function writeSeccomp(leasesDir: string): Promise<LeaseSeccomp> {
  const profile = leaseSeccomp()
  const file = `${leasesDir}.seccomp.json`
  await writeWhole(file, JSON.stringify(profile))
  return { file, profile }
}

/**
 * Returns the seccomp profile of every lease in a container (ADR 40). It allows the system calls of usual programs and GPU programs. Every other call,
 * including calls of later kernels, fails as if the kernel did not have it. Allows only calls of the processor's native mode, not of its 32-bit mode. Pure.
 */
export function leaseSeccomp(): SeccompProfile {
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    defaultErrnoRet: notImplemented,
    syscalls: [
      allow(Object.values(leaseSyscalls).flat()),
      allow(['clone'], [{ index: 0, value: newNamespaces, valueTwo: 0, op: 'SCMP_CMP_MASKED_EQ' }]),
      ...personalities.map((value) => allow(['personality'], [{ index: 0, value, op: 'SCMP_CMP_EQ' }])),
      ...[families.unix, families.inet, families.inet6].map((value) => allow(['socket'], [{ index: 0, value, op: 'SCMP_CMP_EQ' }])),
      ...netlinkProtocols.map((value) =>
        allow(
          ['socket'],
          [
            { index: 0, value: families.netlink, op: 'SCMP_CMP_EQ' },
            { index: 2, value, op: 'SCMP_CMP_EQ' },
          ],
        ),
      ),
      allow(['socketpair'], [{ index: 0, value: families.unix, op: 'SCMP_CMP_EQ' }]),
    ],
  }
}

function allow(names: readonly string[], args?: readonly Condition[]): Rule {
  return { names, action: 'SCMP_ACT_ALLOW', ...(args === undefined ? {} : { args }) }
}
