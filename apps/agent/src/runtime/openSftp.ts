import type { Sandbox } from './runtime.ts'
import type { PipedProcess } from './sandboxProcess.ts'

/** Where systems keep the server that belongs to OpenSSH. */
export const openSshServers = [
  ...['/usr/lib/openssh/sftp-server', '/usr/libexec/openssh/sftp-server', '/usr/libexec/sftp-server'],
  ...['/usr/lib/ssh/sftp-server', '/usr/libexec/ssh/sftp-server'],
]

/** Runs the first of them that is there; says so on standard error where none is. */
const runServer = `for file in ${openSshServers.join(' ')}; do [ -x "$file" ] && exec "$file"; done
echo 'This image has no sftp server: install openssh-sftp-server in it, or use scp -O or rsync.' >&2; exit 127`

/** An sftp server for a session, always as the lease's own user: the runtime's, else the one that the image brings (ADR 42). */
export function openSftp(sandbox: Sandbox): Promise<PipedProcess> {
  return sandbox.sftp?.() ?? sandbox.exec({ command: runServer, environment: {} })
}
