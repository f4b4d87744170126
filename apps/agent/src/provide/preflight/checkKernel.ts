import { type Check, missing, passed } from './check.ts'
import { type MachinePlace, readPlace } from '../../detect/machinePlace.ts'

const wanted = ['cpu', 'memory', 'pids']

/** Checks that the kernel can limit the resources of a container. Both versions of cgroups are sufficient. */
export async function checkCgroups(place: MachinePlace): Promise<Check> {
  const name = 'cgroup controllers'
  const there = await cgroupControllers(place)
  const lacking = wanted.filter((one) => !there.includes(one))
  if (lacking.length === 0) return passed(name, wanted.join(', '))
  const boot = lacking.map((one) => `cgroup_enable=${one}`).join(' ')
  return missing(name, {
    code: 'node.cgroups_missing',
    detail: `${lacking.join(', ')} not switched on`,
    fix: `sed -i 's/^GRUB_CMDLINE_LINUX="/&${boot} /' /etc/default/grub && update-grub && reboot`,
  })
}

/** Checks that user namespaces are available, so that the users in a container are users without any rights on the machine. */
export async function checkUserNamespaces(place: MachinePlace): Promise<Check> {
  const name = 'user namespaces'
  const most = Number((await readPlace(place, 'proc/sys/user/max_user_namespaces'))?.trim() ?? 0)
  if (most > 0) return passed(name, `up to ${most}`)
  return missing(name, {
    code: 'node.user_namespaces_off',
    detail: 'user.max_user_namespaces is 0',
    fix: 'echo user.max_user_namespaces=28633 > /etc/sysctl.d/90-infinitio.conf && sysctl --system',
  })
}

/**
 * Checks that the system reserves a range of user ids for Docker. Docker takes the users of its containers from this range. For Podman, the agent chooses the
 * ids itself.
 */
export async function checkSubuid(place: MachinePlace): Promise<Check> {
  const name = 'range of users'
  const lacking: string[] = []
  for (const file of ['etc/subuid', 'etc/subgid']) {
    if (!/^dockremap:\d+:\d+$/m.test((await readPlace(place, file)) ?? '')) lacking.push(`/${file}`)
  }
  if (lacking.length === 0) return passed(name, 'dockremap')
  return missing(name, {
    code: 'node.subuid_missing',
    detail: `no dockremap in ${lacking.join(', ')}`,
    fix: `echo dockremap:1000000000:65536 | tee -a ${lacking.join(' ')} && systemctl restart docker`,
  })
}

async function cgroupControllers(place: MachinePlace): Promise<string[]> {
  const unified = await readPlace(place, 'sys/fs/cgroup/cgroup.controllers')
  if (unified !== null && unified.trim() !== '') return unified.trim().split(/\s+/)
  // The columns of /proc/cgroups, which exists for cgroups version 1: name, hierarchy, number of groups, enabled.
  const lines = ((await readPlace(place, 'proc/cgroups')) ?? '').split('\n').map((line) => line.split('\t'))
  return lines.flatMap(([controller, , , enabled]) => (controller !== undefined && enabled === '1' ? [controller] : []))
}
