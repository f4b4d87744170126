import { runTool } from '../../detect/runTool.ts'

/**
 * Forbids a container, given by its first process, to make user namespaces. Inside a new user namespace, a process gets every capability and can
 * reach the kernel code that most container escapes used. Docker's seccomp profile forbids this; Podman's does not. Call it before any process of the
 * renter starts. Safe to repeat. Rejects when the kernel refuses.
 */
export async function forbidNamespaces(firstProcess: number): Promise<void> {
  // The kernel applies this setting to the user namespace of the process that writes it. So enter the container's user namespace first.
  const setting = '/proc/sys/user/max_user_namespaces'
  await runTool('nsenter', ['--target', String(firstProcess), '--user', '--', '/bin/sh', '-c', `echo 0 > ${setting} && [ "$(cat ${setting})" = 0 ]`])
}
