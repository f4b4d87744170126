/** The variable that marks every process of a lease with its own home, so that all of them are found again when it is over. */
export const leaseMarker = 'INFINITIO_LEASE_HOME'

/**
 * A bash function in the environment: a lease's own user has no account, so `whoami` would fail. Every bash of the lease has it; where the user has an account,
 * the program answers.
 */
const whoami = { 'BASH_FUNC_whoami%%': '() { command whoami "$@" 2>/dev/null || printf "%s\\n" "$USER"; }' }

const readByLinker = /^(LD_|DYLD_|GLIBC_|MALLOC_|GCONV_PATH$|LOCPATH$)/

/**
 * All a lease's process sees of an environment: nothing of the agent's (its keys and URLs stay with it), a plain path, and what
 * the workload asked for. A workload cannot replace the marker, HOME, the user's name or the shell, and names the dynamic linker reads (`LD_…`) are
 * left out, because they would run the renter's code before the agent has closed its files; a start script may set them.
 */
export function sandboxEnvironment({
  leaseId,
  home,
  workload,
}: {
  leaseId: string
  home: string
  workload: Record<string, string>
}): Record<string, string> {
  const wanted = Object.entries(workload).filter(([name]) => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !readByLinker.test(name))
  return {
    LANG: 'C.UTF-8',
    PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    ...Object.fromEntries(wanted),
    HOME: home,
    TMPDIR: home,
    SHELL: '/bin/bash',
    USER: `lease-${leaseId}`,
    LOGNAME: `lease-${leaseId}`,
    ...whoami,
    INFINITIO_LEASE: leaseId,
    [leaseMarker]: home,
  }
}
