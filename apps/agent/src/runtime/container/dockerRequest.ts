import { type ContainerPlan, firstProcess, runMib, sharedMemoryShare } from './containerPlan.ts'

const mib = 1024 * 1024
const nanoCpus = 1_000_000_000

/**
 * Returns a container as a request of Docker's API (`POST /containers/create`). Docker maps users for the whole engine; `checkEngine` refuses a Docker engine
 * that does not map them. Docker always adds the image's environment, so each variable that must not reach the lease is set to an empty value. Docker cannot
 * ignore an image's volumes, so a small in-memory file system covers each of them.
 */
export function dockerRequest(plan: ContainerPlan): Record<string, unknown> {
  const memory = plan.limits.memoryMib * mib
  const [file = '', ...command] = firstProcess
  const covered = plan.imageVolumes.filter((path) => !plan.mounts.some(({ destination }) => destination === path))
  return {
    name: plan.name,
    // Docker refuses a host name for a container that uses another container's network, because it has that container's host name.
    ...(plan.networkOf === null ? { Hostname: plan.hostname } : {}),
    Image: plan.image,
    Labels: plan.labels,
    Entrypoint: [file],
    Cmd: command,
    User: '0:0',
    WorkingDir: '/root',
    StopSignal: 'SIGTERM',
    Healthcheck: { Test: ['NONE'] },
    Env: [...Object.entries(plan.environment).map(([name, value]) => `${name}=${value}`), ...plan.dropped.map((name) => `${name}=`)],
    HostConfig: {
      Privileged: false,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges', `seccomp=${JSON.stringify(plan.seccomp.profile)}`],
      ReadonlyRootfs: true,
      ...(plan.ociRuntime === null ? {} : { Runtime: plan.ociRuntime }),
      NetworkMode: plan.networkOf === null ? 'none' : `container:${plan.networkOf}`,
      IpcMode: 'private',
      CgroupnsMode: 'private',
      Mounts: plan.mounts.map(({ source, destination }) => ({
        Type: 'bind',
        Source: source,
        Target: destination,
        BindOptions: { Propagation: 'rprivate' },
      })),
      Tmpfs: Object.fromEntries(['/run', ...covered].map((path) => [path, `rw,nosuid,nodev,mode=755,size=${runMib}m`])),
      ShmSize: Math.floor(memory * sharedMemoryShare),
      NanoCpus: Math.round(plan.limits.cpus * nanoCpus),
      Memory: memory,
      MemorySwap: memory,
      PidsLimit: plan.limits.processes,
      Ulimits: [
        { Name: 'nofile', Soft: plan.openFiles, Hard: plan.openFiles },
        { Name: 'core', Soft: 0, Hard: 0 },
      ],
      DeviceRequests: plan.cdiDevices.length === 0 ? [] : [{ Driver: 'cdi', DeviceIDs: [...plan.cdiDevices] }],
      RestartPolicy: { Name: 'no' },
      LogConfig: { Type: 'none' },
    },
  }
}
