import { describe, expect, test } from 'vitest'
import type { ContainerPlan } from './containerPlan.ts'
import { dockerRequest } from './dockerRequest.ts'
import { podmanRequest } from './podmanRequest.ts'
import { leaseSeccomp } from './seccomp/writeSeccomp.ts'

const plan: ContainerPlan = {
  name: 'infinitio-abc-7',
  hostname: 'lease-7',
  ociRuntime: null,
  networkOf: null,
  image: 'ab'.repeat(32),
  labels: { 'infinitio.lease': '7' },
  environment: { PATH: '/bin', TOKEN: 'a=b' },
  dropped: ['LD_PRELOAD', 'NVIDIA_VISIBLE_DEVICES'],
  imageVolumes: ['/data', '/root'],
  mounts: [{ source: '/leases/7/volume/home', destination: '/root' }],
  limits: { cpus: 1.5, memoryMib: 512, diskMib: 1_024, processes: 100 },
  openFiles: 1_024,
  openProcesses: 100,
  firstId: 1_000_000_000,
  cdiDevices: ['nvidia.com/gpu=0', 'nvidia.com/gpu=1'],
  seccomp: { file: '/leases.seccomp.json', profile: leaseSeccomp() },
}

/**
 * Integration tests in test/containers send such requests to a real Podman. Requests for GPUs and requests to Docker are only compared with the expected JSON
 * here, because the test machines have neither.
 */
describe('builds the request for a container', () => {
  test('names GPUs as in the Container Device Interface, for either engine', () => {
    expect(podmanRequest(plan)).toMatchObject({ devices: [{ path: 'nvidia.com/gpu=0' }, { path: 'nvidia.com/gpu=1' }] })
    expect(dockerRequest(plan)).toMatchObject({
      HostConfig: { DeviceRequests: [{ Driver: 'cdi', DeviceIDs: ['nvidia.com/gpu=0', 'nvidia.com/gpu=1'] }] },
    })
  })

  test('requests no device for a lease without devices', () => {
    expect(podmanRequest({ ...plan, cdiDevices: [] })).toMatchObject({ devices: [] })
    expect(dockerRequest({ ...plan, cdiDevices: [] })).toMatchObject({ HostConfig: { DeviceRequests: [] } })
  })

  test('sets the seccomp profile of leases, with GPUs and without', () => {
    for (const cdiDevices of [plan.cdiDevices, []]) {
      expect(podmanRequest({ ...plan, cdiDevices })).toMatchObject({ seccomp_profile_path: '/leases.seccomp.json' })
      expect(dockerRequest({ ...plan, cdiDevices })).toMatchObject({
        HostConfig: { SecurityOpt: expect.arrayContaining([expect.stringMatching(/^seccomp=\{/)]) },
      })
    }
  })

  test('sets the OCI runtime of an isolation level and the container whose network it joins', () => {
    const apart = { ...plan, ociRuntime: 'runsc', networkOf: 'infinitio-abc-7-network' }
    expect(podmanRequest(apart)).toMatchObject({ oci_runtime: 'runsc', netns: { nsmode: 'container', value: 'infinitio-abc-7-network' } })
    expect(dockerRequest(apart)).toMatchObject({ HostConfig: { Runtime: 'runsc', NetworkMode: 'container:infinitio-abc-7-network' } })
    // Docker refuses a request with both a host name and another container's network.
    expect(dockerRequest(apart)).not.toHaveProperty('Hostname')
    expect(podmanRequest(plan)).toMatchObject({ netns: { nsmode: 'none' } })
    expect(podmanRequest(plan)).not.toHaveProperty('oci_runtime')
    expect(dockerRequest(plan)).not.toHaveProperty('HostConfig.Runtime')
  })

  test("turns off the image's health check in either engine", () => {
    expect(podmanRequest(plan)).toMatchObject({ healthconfig: { Test: ['NONE'] } })
    expect(dockerRequest(plan)).toMatchObject({ Healthcheck: { Test: ['NONE'] } })
  })

  test("drops every capability for Docker, empties the image's variables and covers its volumes", () => {
    expect(dockerRequest(plan)).toMatchObject({
      User: '0:0',
      Env: ['PATH=/bin', 'TOKEN=a=b', 'LD_PRELOAD=', 'NVIDIA_VISIBLE_DEVICES='],
      HostConfig: {
        Privileged: false,
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges', `seccomp=${JSON.stringify(leaseSeccomp())}`],
        ReadonlyRootfs: true,
        NetworkMode: 'none',
        NanoCpus: 1_500_000_000,
        Memory: 512 * 1024 * 1024,
        MemorySwap: 512 * 1024 * 1024,
        PidsLimit: 100,
        Tmpfs: { '/run': expect.any(String), '/data': expect.any(String) },
      },
    })
    expect(dockerRequest(plan)).not.toHaveProperty('HostConfig.Tmpfs./root')
  })
})
