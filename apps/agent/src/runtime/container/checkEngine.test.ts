import { describe, expect, test } from 'vitest'
import { type EngineInfo, engineFaults } from './engine.ts'

/** Answers of Podman 4.3.1 and Docker 28.0 on a correctly configured machine. */
const podman: EngineInfo = {
  SecurityOptions: ['name=seccomp,profile=default'],
  PidsLimit: true,
  MemoryLimit: true,
  CpuCfsQuota: true,
  Rootless: false,
}
const docker: EngineInfo = {
  ...podman,
  SecurityOptions: ['name=apparmor', 'name=seccomp,profile=builtin', 'name=userns', 'name=cgroupns'],
}

describe('checks whether an engine can run leases', () => {
  test('accepts a correctly configured engine', () => {
    expect(engineFaults({ flavour: 'podman', version: '4.3.1', info: podman })).toEqual([])
    expect(engineFaults({ flavour: 'docker', version: '28.0.4', info: docker })).toEqual([])
  })

  test.each([
    ['podman', '3.4.4', podman, 'too old'],
    ['podman', 'dev', podman, 'too old'],
    ['podman', '4.3.1', { ...podman, Rootless: true }, 'socket of root'],
    ['podman', '4.3.1', { ...podman, SecurityOptions: [] }, 'seccomp'],
    ['podman', '4.3.1', { ...podman, SecurityOptions: null }, 'seccomp'],
    ['podman', '4.3.1', { ...podman, PidsLimit: false }, 'pids'],
    ['podman', '4.3.1', { ...podman, MemoryLimit: false }, 'memory'],
    ['podman', '4.3.1', { ...podman, CpuCfsQuota: false }, 'cpu'],
    ['docker', '27.5.1', docker, 'too old'],
    ['docker', '28.0.4', { ...docker, SecurityOptions: ['name=seccomp,profile=unconfined', 'name=userns'] }, 'seccomp'],
    ['docker', '28.0.4', { ...docker, SecurityOptions: ['name=seccomp,profile=builtin'] }, 'userns-remap'],
  ] as const)('not %s %s with %j: it says %s', (flavour, version, info, words) => {
    const faults = engineFaults({ flavour, version, info: info as EngineInfo })
    expect(faults).toHaveLength(1)
    expect(faults[0]).toContain(words)
  })
})
