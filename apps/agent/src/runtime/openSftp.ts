import type { Sandbox } from './runtime.ts'
import type { PipedProcess } from './sandboxProcess.ts'

/** Usual paths of OpenSSH's sftp server. */
export const openSshServers = [
  ...['/usr/lib/openssh/sftp-server', '/usr/libexec/openssh/sftp-server', '/usr/libexec/sftp-server'],
  ...['/usr/lib/ssh/sftp-server', '/usr/libexec/ssh/sftp-server'],
]

/** A shell command that runs the first installed sftp server of the list. If none is installed, it prints a message to standard error. */
const runServer = `for file in ${openSshServers.join(' ')}; do [ -x "$file" ] && exec "$file"; done
echo 'This image has no sftp server: install openssh-sftp-server in it, or use scp -O or rsync.' >&2; exit 127`

/**
 * Starts an sftp server for a session, as the lease's own user. This is the runtime's server or, if the runtime has none, one in the lease's image (ADR 42).
 */
export function openSftp(sandbox: Sandbox): Promise<PipedProcess> {
  return sandbox.sftp?.() ?? sandbox.exec({ command: runServer, environment: {} })
}
