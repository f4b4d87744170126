import { type ContainerPlan, firstProcess, idsOfContainer, runMib, sharedMemoryShare } from './containerPlan.ts'

const mib = 1024 * 1024
const cpuPeriodMicroseconds = 100_000

/**
 * Returns a container as a request of Podman's own API (`POST /libpod/containers/create`). Podman's Docker-compatible call offers neither a user mapping per
 * container nor devices of the Container Device Interface. The request does not set masked and read-only paths, so that Podman's defaults for them apply.
 */
export function podmanRequest(plan: ContainerPlan): Record<string, unknown> {
  const memory = plan.limits.memoryMib * mib
  const mapping = [{ container_id: 0, host_id: plan.firstId, size: idsOfContainer }]
  return {
    name: plan.name,
    hostname: plan.hostname,
    image: plan.image,
    labels: plan.labels,
    // The request overrides the image's entry point, command, user, folder, stop signal, health check and volumes.
    entrypoint: [...firstProcess],
    command: [],
    user: '0:0',
    groups: [],
    work_dir: '/root',
    stop_signal: 15,
    log_configuration: { driver: 'none' },
    healthconfig: { Test: ['NONE'] },
    image_volume_mode: 'ignore',
    unsetenvall: true,
    env: plan.environment,
    privileged: false,
    cap_drop: ['ALL'],
    no_new_privileges: true,
    seccomp_profile_path: plan.seccomp.file,
    read_only_filesystem: true,
    userns: { nsmode: 'private' },
    idmappings: { UIDMap: mapping, GIDMap: mapping },
    ...(plan.ociRuntime === null ? {} : { oci_runtime: plan.ociRuntime }),
    netns: plan.networkOf === null ? { nsmode: 'none' } : { nsmode: 'container', value: plan.networkOf },
    pidns: { nsmode: 'private' },
    ipcns: { nsmode: 'private' },
    utsns: { nsmode: 'private' },
    cgroupns: { nsmode: 'private' },
    mounts: [
      { destination: '/run', type: 'tmpfs', source: 'tmpfs', options: ['rw', 'nosuid', 'nodev', 'mode=755', `size=${runMib}m`] },
      ...plan.mounts.map(({ source, destination }) => ({
        destination,
        source,
        type: 'bind',
        options: ['rw', 'nosuid', 'nodev', 'rprivate'],
      })),
    ],
    shm_size: Math.floor(memory * sharedMemoryShare),
    resource_limits: {
      cpu: { period: cpuPeriodMicroseconds, quota: Math.round(plan.limits.cpus * cpuPeriodMicroseconds) },
      // Equal limits for memory and for memory with swap mean that the container has no swap.
      memory: { limit: memory, swap: memory },
      pids: { limit: plan.limits.processes },
    },
    r_limits: [
      { type: 'nofile', soft: plan.openFiles, hard: plan.openFiles },
      { type: 'nproc', soft: plan.openProcesses, hard: plan.openProcesses },
      { type: 'core', soft: 0, hard: 0 },
    ],
    devices: plan.cdiDevices.map((path) => ({ path })),
  }
}
