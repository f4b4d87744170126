/**
 * An environment variable that the agent sets for every process that it starts in a lease. Its value is the lease's home folder, so that the agent can find and
 * end the lease's processes.
 */
export const leaseMarker = 'INFINITIO_LEASE_HOME'

/**
 * Defines a function `whoami` in every bash of a lease. Bash turns an environment variable with a name of this form into a function. A lease's own user has no
 * account on the machine, so the program `whoami` would fail; the function then prints `$USER`.
 */
const whoami = { 'BASH_FUNC_whoami%%': '() { command whoami "$@" 2>/dev/null || printf "%s\\n" "$USER"; }' }

const readByLinker = /^(LD_|DYLD_|GLIBC_|MALLOC_|GCONV_PATH$|LOCPATH$)/

/**
 * Returns the whole environment of a lease's processes: none of the agent's variables (such as keys and URLs), a standard PATH, and the workload's variables.
 * The workload cannot set the variables that the agent sets after it, such as HOME, the user's name, the shell and the mark of the lease's processes. Variables
 * of the dynamic linker and the C library (such as `LD_…`) are left out, because they would run the renter's code before the agent has closed its files. A
 * start script of the lease may still set them.
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
