import { runTool } from '../../detect/runTool.ts'

/**
 * Takes from a container, named by its first process, the right to make user namespaces of its own. In one, a process has every right over
 * it, and with them the parts of the kernel that most ways out went through. Docker's seccomp profile forbids it, Podman's does not. To be
 * called before anything of the renter's runs in the container; safe to repeat. Rejects when the kernel refuses.
 */
export async function forbidNamespaces(firstProcess: number): Promise<void> {
  // The setting belongs to the user namespace of whoever writes it.
  const setting = '/proc/sys/user/max_user_namespaces'
  await runTool('nsenter', ['--target', String(firstProcess), '--user', '--', '/bin/sh', '-c', `echo 0 > ${setting} && [ "$(cat ${setting})" = 0 ]`])
}
