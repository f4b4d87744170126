/**
 * Names that never come from an image or a workload: the dynamic linker's, which code of the machine's own (an engine's hooks, which may
 * run as its root with the container's environment) would obey, and those that ask the runtimes of NVIDIA
 * and AMD for GPUs of other leases.
 */
const refused = /^(LD_|DYLD_|GLIBC_|MALLOC_|NVIDIA_|AMD_VISIBLE_DEVICES$|GCONV_PATH$|LOCPATH$)/
const wellFormed = /^[A-Za-z_][A-Za-z0-9_]*$/

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * The environment of a lease's container: the image's, over it the workload's, over both what the agent sets; and the image's names
 * that were dropped. `imageLines` are the image's `NAME=value` lines. Pure.
 */
export function leaseEnvironment({
  leaseId,
  imageLines,
  workload,
}: {
  leaseId: string
  imageLines: readonly string[]
  workload: Record<string, string>
}): { environment: Record<string, string>; dropped: string[] } {
  const image = imageLines.map((line) => {
    const end = line.indexOf('=')
    return end === -1 ? ([line, ''] as const) : ([line.slice(0, end), line.slice(end + 1)] as const)
  })
  const kept = [...image, ...Object.entries(workload)].filter(([name]) => isAllowed(name))
  const environment = {
    LANG: 'C.UTF-8',
    PATH: path,
    ...Object.fromEntries(kept),
    HOME: '/root',
    SHELL: '/bin/sh',
    USER: 'root',
    LOGNAME: 'root',
    INFINITIO_LEASE: leaseId,
  }
  return { environment, dropped: [...new Set(image.map(([name]) => name).filter((name) => !isAllowed(name)))] }
}

function isAllowed(name: string): boolean {
  return wellFormed.test(name) && !refused.test(name)
}
