/**
 * Matches names of environment variables that an image or a workload may not set. The variables of the dynamic linker and the C library could control code of
 * the machine, such as an engine's hooks, which may run as root with the container's environment. The variables of NVIDIA and AMD could request GPUs of other
 * leases.
 */
const refused = /^(LD_|DYLD_|GLIBC_|MALLOC_|NVIDIA_|AMD_VISIBLE_DEVICES$|GCONV_PATH$|LOCPATH$)/
const wellFormed = /^[A-Za-z_][A-Za-z0-9_]*$/

const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/**
 * Returns the environment of a lease's container. The workload's variables override the image's, and the agent's override both. Also returns the names of the
 * image's variables that were dropped. `imageLines` are the image's `NAME=value` lines. Pure.
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
