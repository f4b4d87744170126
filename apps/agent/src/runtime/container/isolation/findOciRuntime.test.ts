import { describe, expect, test } from 'vitest'
import { type OciRuntimes, ociRuntimeOf } from './findOciRuntime.ts'

/** Podman lists the usual paths of each runtime, installed or not. Docker lists the runtimes in its settings. */
const ofPodman: OciRuntimes = {
  runc: { path: '/usr/bin/runc', runtimeArgs: ['/usr/sbin/runc'] },
  runsc: { path: '/usr/bin/runsc', runtimeArgs: ['/usr/sbin/runsc', '/usr/local/bin/runsc'] },
  kata: { path: '/usr/bin/kata-runtime' },
}
const ofDocker: OciRuntimes = {
  runc: { path: 'runc' },
  runsc: { path: '/usr/local/bin/runsc' },
  kata: { path: '', runtimeType: 'io.containerd.kata.v2' },
}
const gpus = ['nvidia.com/gpu=all']
const podman = {
  flavour: 'podman',
  runtimes: ofPodman,
  defaultRuntime: 'runsc',
  cdiDevices: [],
  isFile: (path: string) => path === '/usr/local/bin/runsc',
} as const
const docker = { flavour: 'docker', runtimes: ofDocker, defaultRuntime: 'runc', cdiDevices: [], isFile: () => false } as const

describe('chooses the OCI runtime of an isolation level', () => {
  test("uses the engine's default for a container, with any devices", () => {
    expect(ociRuntimeOf({ ...podman, defaultRuntime: 'crun', isolation: 'container', cdiDevices: gpus })).toEqual({ name: null })
    expect(ociRuntimeOf({ ...docker, isolation: 'container' })).toEqual({ name: null })
  })

  test('refuses if the engine would use another runtime than the chosen one', () => {
    expect(ociRuntimeOf({ ...podman, isolation: 'container' })).toEqual({ fault: expect.stringContaining('choose --isolation gvisor') })
    expect(ociRuntimeOf({ ...podman, defaultRuntime: 'crun', isolation: 'gvisor' })).toEqual({ fault: expect.stringContaining('runtime = "runsc"') })
  })

  test('uses runsc for gVisor if it is installed', () => {
    expect(ociRuntimeOf({ ...podman, isolation: 'gvisor' })).toEqual({ name: 'runsc' })
    expect(ociRuntimeOf({ ...docker, isolation: 'gvisor' })).toEqual({ name: 'runsc' })
    expect(ociRuntimeOf({ ...podman, isFile: () => false, isolation: 'gvisor' })).toEqual({
      fault: expect.stringContaining('gVisor is not installed'),
    })
    expect(ociRuntimeOf({ ...docker, runtimes: { runc: { path: 'runc' } }, isolation: 'gvisor' })).toEqual({
      fault: expect.stringContaining('runsc install'),
    })
  })

  test('uses the runtime of Kata only with Docker', () => {
    expect(ociRuntimeOf({ ...docker, isolation: 'kata' })).toEqual({ name: 'kata' })
    expect(ociRuntimeOf({ ...docker, runtimes: {}, isolation: 'kata' })).toEqual({ fault: expect.stringContaining('Kata is not installed') })
    expect(ociRuntimeOf({ ...podman, isFile: () => true, isolation: 'kata' })).toEqual({ fault: expect.stringContaining('use Docker') })
  })

  test.each([
    ['gVisor of Docker with nvproxy', 'docker', '--nvproxy=true', gpus, { name: 'runsc' }],
    ['gVisor of Docker with nvproxy', 'docker', '--nvproxy', gpus, { name: 'runsc' }],
    ['gVisor of Docker without nvproxy', 'docker', '--nvproxy=false', gpus, { fault: expect.stringContaining('"--nvproxy"') }],
    ['gVisor of Podman, which does not show it', 'podman', '--nvproxy', gpus, { fault: expect.stringContaining('nvproxy') }],
    ['gVisor with GPUs of AMD', 'docker', '--nvproxy', ['amd.com/gpu=all'], { fault: expect.stringContaining('NVIDIA') }],
  ] as const)('has GPUs or not: %s (%s, %s)', (_what, flavour, arg, cdiDevices, expected) => {
    const runtimes = { runsc: { path: '/usr/local/bin/runsc', runtimeArgs: [arg] } }
    expect(ociRuntimeOf({ flavour, runtimes, defaultRuntime: 'runsc', isolation: 'gvisor', cdiDevices, isFile: () => true })).toEqual(expected)
  })

  test('refuses GPUs in virtual machines of Kata', () => {
    expect(ociRuntimeOf({ ...docker, isolation: 'kata', cdiDevices: gpus })).toEqual({ fault: expect.stringContaining('no GPUs') })
  })
})
