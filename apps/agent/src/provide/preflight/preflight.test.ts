import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ChainWire } from '@infinitio/domain/wire'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { MarketFacts } from '../marketFacts.ts'
import { readOptions } from '../readOptions.ts'
import { type WantedSettings, wantedSettings } from '../wantedSettings.ts'
import { type Check, checkLines, exitCodeOfChecks, missing, passed } from './check.ts'
import { checkContainers } from './checkContainers.ts'
import { checkFolder } from './runPreflight.ts'
import { checkGpus } from './checkGpus.ts'
import { checkCgroups, checkSubuid, checkUserNamespaces } from './checkKernel.ts'
import { checkListing } from './checkListing.ts'
import { checkClock, checkMarket } from './checkMarket.ts'

const installPodman = 'apt-get install -y podman runc && systemctl enable --now podman.socket'

describe('what a machine lacks is named with its fix', () => {
  test('cgroup controllers, of both versions', async () => {
    const { place, put } = await setup()
    expect(await checkCgroups(place)).toMatchObject({ code: 'node.cgroups_missing', detail: 'cpu, memory, pids not switched on' })
    await put('proc/cgroups', '#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpu\t1\t1\t1\nmemory\t0\t1\t0\npids\t2\t1\t1\n')
    expect(await checkCgroups(place)).toMatchObject({ detail: 'memory not switched on', fix: expect.stringContaining('cgroup_enable=memory') })
    await put('sys/fs/cgroup/cgroup.controllers', 'cpuset cpu io memory pids\n')
    expect(await checkCgroups(place)).toMatchObject({ state: 'ok' })
  })

  test("user namespaces, and Docker's range of users", async () => {
    const { place, put } = await setup()
    await put('proc/sys/user/max_user_namespaces', '0\n')
    expect(await checkUserNamespaces(place)).toMatchObject({
      code: 'node.user_namespaces_off',
      fix: 'echo user.max_user_namespaces=28633 > /etc/sysctl.d/90-infinitio.conf && sysctl --system',
    })
    await put('proc/sys/user/max_user_namespaces', '28633\n')
    expect(await checkUserNamespaces(place)).toMatchObject({ state: 'ok' })
    await put('etc/subuid', 'dockremap:1000000000:65536\n')
    expect(await checkSubuid(place)).toMatchObject({
      code: 'node.subuid_missing',
      fix: 'echo dockremap:1000000000:65536 | tee -a /etc/subgid && systemctl restart docker',
    })
    await put('etc/subgid', 'dockremap:1000000000:65536\n')
    expect(await checkSubuid(place)).toMatchObject({ state: 'ok' })
  })

  test('driver, toolkit and description of a GPU; a machine without one is fine', async () => {
    const { place, put, program } = await setup()
    expect(await checkGpus({ place, runtime: 'container' })).toMatchObject([{ state: 'ok' }])
    await put('sys/bus/pci/devices/0000:01:00.0/vendor', '0x10de\n')
    await put('sys/bus/pci/devices/0000:01:00.0/class', '0x030200\n')
    expect(await checkGpus({ place, runtime: 'local' })).toMatchObject([
      { code: 'node.driver_missing', fix: 'apt-get install -y nvidia-driver && reboot' },
    ])
    await program('nvidia-smi', "printf 'NVIDIA L4, 23034\\n'")
    await program('nvidia-ctk', 'echo NVIDIA Container Toolkit CLI version 1.17.7')
    expect(await checkGpus({ place, runtime: 'local' })).toMatchObject([{ state: 'ok', detail: '1 × NVIDIA L4' }])
    expect(await checkGpus({ place, runtime: 'container' })).toMatchObject([
      { state: 'ok' },
      { code: 'node.toolkit_missing', fix: 'apt-get install -y nvidia-container-toolkit' },
      { code: 'node.cdi_missing', fix: 'mkdir -p /etc/cdi && nvidia-ctk cdi generate --output=/etc/cdi/nvidia.yaml' },
    ])
    await program('nvidia-ctk', 'echo NVIDIA Container Toolkit CLI version 1.17.8')
    await put('etc/cdi/nvidia.yaml', 'cdiVersion: 0.5.0\nkind: nvidia.com/gpu\n')
    expect((await checkGpus({ place, runtime: 'container' })).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok'])
  })

  test("AMD's driver, description and devices of a GPU; processor graphics and cards of other makers are named without a fault", async () => {
    const { place, put, program } = await setup()
    const card = (slot: string, vendor: string, kind: string, files: Record<string, string> = {}) =>
      Promise.all(
        Object.entries({ vendor, class: kind, device: '0x1234', ...files }).map(([file, text]) =>
          put(`sys/bus/pci/devices/${slot}/${file}`, `${text}\n`),
        ),
      )
    await card('0000:01:00.0', '0x1a03', '0x030000')
    expect(await checkGpus({ place, runtime: 'container' })).toMatchObject([{ state: 'ok', detail: 'none; listed for its CPU' }])
    await card('0000:02:00.0', '0x8086', '0x030000')
    await card('0000:03:00.0', '0x1002', '0x030000', { mem_info_vram_total: String(512 * 1024 ** 2) })
    await card('0000:04:00.0', '0x1002', '0x030000')
    expect(await checkGpus({ place, runtime: 'container' })).toMatchObject([
      { state: 'ok', detail: 'Intel 8086:1234 is not rented out; listed for its CPU' },
    ])
    await card('0000:05:00.0', '0x1002', '0x120000', { device: '0x74a1' })
    expect(await checkGpus({ place, runtime: 'local' })).toMatchObject([
      { code: 'node.driver_missing', detail: expect.stringMatching(/^AMD 1002:74a1 on/), fix: 'modprobe amdgpu && apt-get install -y rocm-smi' },
    ])
    await program('lspci', "printf 'Slot:\\t05:00.0\\nDevice:\\tAqua Vanjaram [Instinct MI300X]\\n'")
    await put('sys/bus/pci/devices/0000:05:00.0/mem_info_vram_total', String(192 * 1024 ** 3))
    expect(await checkGpus({ place, runtime: 'local' })).toMatchObject([
      { detail: expect.stringContaining('AMD Aqua Vanjaram [Instinct MI300X] on'), fix: 'apt-get install -y rocm-smi' },
    ])
    await program('rocm-smi', `/bin/cat '${path.join(import.meta.dirname, '../../../test/recorded/rocm-smi-5.txt')}'`)
    const found = { state: 'ok', detail: '1 × AMD Instinct MI100, driver 5.18.13' }
    expect(await checkGpus({ place, runtime: 'local' })).toMatchObject([found])
    expect(await checkGpus({ place, runtime: 'container' })).toMatchObject([
      found,
      { code: 'node.cdi_missing', fix: expect.stringMatching(/amd-container-toolkit .* amd-ctk cdi generate --output=\/etc\/cdi\/amd\.json$/) },
      { code: 'node.gpu_devices_closed', detail: 'no /dev/kfd, no /dev/dri/renderD*' },
    ])
    await put('etc/cdi/amd.json', '{"cdiVersion": "0.6.0", "kind": "amd.com/gpu"}')
    for (const file of ['dev/kfd', 'dev/dri/card0', 'dev/dri/renderD128']) await put(file, '')
    await chmod(path.join(place.root, 'dev/kfd'), 0o666)
    await chmod(path.join(place.root, 'dev/dri/renderD128'), 0o660)
    expect((await checkGpus({ place, runtime: 'container' })).at(-1)).toMatchObject({
      code: 'node.gpu_devices_closed',
      detail: '/dev/dri/renderD128',
      fix: expect.stringContaining('MODE="0666"'),
    })
    await chmod(path.join(place.root, 'dev/dri/renderD128'), 0o666)
    expect((await checkGpus({ place, runtime: 'container' })).map(({ state }) => state)).toEqual(['ok', 'ok', 'ok'])
  })

  test('everything of containers at once: root, engine, kernel, rules, image', async () => {
    const { place, folder } = await setup()
    const checks = await checkContainers({
      place,
      socket: path.join(folder, 'nobody.sock'),
      image: null,
      isolation: 'gvisor',
      devices: [],
      network: { machineNamespace: null, nft: 'nft' },
      userId: 1000,
    })
    expect(fixesOf(checks)).toEqual({
      'node.not_root': expect.stringMatching(/^sudo \S+\/node \S+\/apps\/agent\/src\/provide\.ts <the same options>$/),
      'node.engine_missing': installPodman,
      'node.cgroups_missing': expect.stringContaining('cgroup_enable=cpu cgroup_enable=memory cgroup_enable=pids'),
      'node.user_namespaces_off': expect.any(String),
      'node.nft_missing': 'apt-get install -y nftables iproute2',
      'node.image_missing': expect.stringMatching(
        /^podman pull docker\.io\/library\/debian:12 && infinitio provide --image "\$\(podman image inspect /,
      ),
    })
  })

  test('an engine that answers but cannot hold a lease, with another message than a missing engine', async () => {
    const { place, folder } = await setup()
    const socket = path.join(folder, 'engine.sock')
    const answers: Record<string, unknown> = {
      '/version': { Version: '27.0.0', Components: [{ Name: 'Engine' }] },
      '/info': { SecurityOptions: ['name=seccomp,profile=builtin'], PidsLimit: true, MemoryLimit: true, CpuCfsQuota: true },
    }
    const engine = http.createServer((request, response) => response.end(JSON.stringify(answers[request.url?.split('?')[0] ?? ''] ?? {})))
    await new Promise<void>((done) => engine.listen(socket, done))
    onTestFinished(() => void engine.close())
    const checks = await checkContainers({
      place,
      socket,
      image: null,
      isolation: 'gvisor',
      devices: [],
      network: { machineNamespace: null, nft: 'nft' },
      userId: 0,
    })
    expect(checks[1]).toMatchObject({ state: 'ok', detail: 'docker 27.0.0' })
    expect(checks.find(({ name }) => name === 'isolation')).toMatchObject({
      code: 'node.engine_unfit',
      fix: expect.stringContaining('runsc install'),
    })
    const { 'node.engine_unfit': fix, ...others } = fixesOf(checks.filter(({ name }) => name !== 'isolation'))
    expect(fix).toContain('install 28 or later')
    expect(fix).toContain('"userns-remap": "default"')
    expect(others).toMatchObject({ 'node.subuid_missing': expect.any(String), 'node.image_missing': expect.stringMatching(/^docker pull /) })
  })

  test('a data folder that cannot be made, and a disk that is too small', async () => {
    const { folder, put } = await setup()
    await put('file', '')
    const below = path.join(folder, 'file', 'data')
    expect(fixesOf(await checkFolder({ dataDir: below, neededGib: 0 }))).toEqual({
      'node.data_folder_unusable': expect.stringContaining(`mkdir -p ${below}`),
    })
    const dataDir = path.join(folder, 'data')
    expect(fixesOf(await checkFolder({ dataDir, neededGib: 1e9 }))).toEqual({ 'node.disk_low': expect.stringContaining(dataDir) })
    expect(fixesOf(await checkFolder({ dataDir, neededGib: 0 }))).toEqual({})
  })

  test('a clock that is wrong by more than half a minute, either way', () => {
    for (const skewMs of [31_000, -31_000]) expect(checkClock(skewMs)).toMatchObject({ code: 'node.clock_skewed', fix: 'timedatectl set-ntp true' })
    for (const skewMs of [29_000, -29_000, 0]) expect(checkClock(skewMs)).toMatchObject({ state: 'ok' })
    const details = [29_000, -29_000, 400].map((skewMs) => checkClock(skewMs).detail)
    expect(details).toEqual(['29 s ahead of the market', '29 s behind the market', 'same time as the market'])
  })

  test('an unavailable API; a missing, silent or foreign RPC; shells that are not allowed; a gateway that does not answer', async () => {
    const rpcOf = await startRpc()
    const market = marketOf({ chainId: 31_337 })
    const codes = async (change: Partial<WantedSettings>, facts: MarketFacts | null = market) =>
      Object.keys(fixesOf(await checkMarket({ wanted: { ...wanted(), ...change }, market: facts, apiFault: 'refused' })))
    const { port } = rpcOf
    const tunnel = { tunnelHost: '127.0.0.1', tunnelPort: port }
    expect(await codes({}, null)).toEqual(['api.unreachable'])
    expect(await codes({ ...tunnel, rpcUrl: null })).toEqual(['node.rpc_needed'])
    expect(await codes({ ...tunnel, rpcUrl: `http://127.0.0.1:${await closedPort()}` })).toEqual(['chain.rpc_silent'])
    expect(await codes({ ...tunnel, rpcUrl: `http://127.0.0.1:${port}` }, marketOf({ chainId: 1 }))).toEqual(['node.rpc_wrong_chain'])
    expect(await codes({ ...tunnel, rpcUrl: `http://127.0.0.2:${port}`, runtime: 'local' })).toEqual(['node.local_refused'])
    expect(await codes({ ...tunnel, rpcUrl: `http://127.0.0.1:${port}`, runtime: 'local' })).toEqual([])
    expect(await codes({ rpcUrl: `http://127.0.0.1:${port}`, tunnelHost: '127.0.0.1', tunnelPort: await closedPort() })).toEqual([
      'node.gateway_unreachable',
    ])
    expect(await codes({ rpcUrl: `http://127.0.0.1:${port}`, tunnelHost: null })).toEqual(['node.settings_missing'])
  })

  test('a country that is not given, by the region, or in no table: none keeps a machine from being listed', () => {
    const country = (change: Partial<WantedSettings>) =>
      checkListing({ wanted: { ...wanted(), ...change }, market: null, facts: { gpus: [] } }).find(({ name }) => name === 'country')
    expect(country({ country: null, region: 'eu-west' })).toMatchObject({ state: 'skipped', detail: expect.stringContaining('not given') })
    expect(country({ country: null, region: 'us-east' })).toMatchObject({
      state: 'ok',
      detail: expect.stringMatching(/^United States, .* by the region/),
    })
    expect(country({ country: 'no', region: 'us-east' })).toMatchObject({ state: 'ok', detail: expect.stringMatching(/^Norway, .* by --country$/) })
    expect(country({ country: 'Atlantis', region: 'us-east' })).toMatchObject({ state: 'skipped', detail: expect.stringContaining('in no table') })
  })

  test('an invalid price, and a region or class that the market does not have', () => {
    const market = marketOf({ chainId: 31_337 })
    const codes = (change: Partial<WantedSettings>) =>
      Object.keys(fixesOf(checkListing({ wanted: { ...wanted(), ...change }, market, facts: { gpus: [] } })))
    expect(codes({ pricePerGpuHour: '0.0', region: 'local' })).toEqual(['node.price_invalid'])
    expect(codes({ pricePerGpuHour: '0.1', region: 'Mars' })).toEqual(['node.region_unknown'])
    const classless = { ...market, catalogue: { ...market.catalogue, classes: [] } }
    const fixes = fixesOf(checkListing({ wanted: { ...wanted(), pricePerGpuHour: '1', region: 'local' }, market: classless, facts: { gpus: [] } }))
    expect(Object.keys(fixes)).toEqual(['node.class_unknown'])
  })
})

test('the table shows each thing, and ends with the code of the first that is missing', () => {
  const disk = missing('free disk', { code: 'node.disk_low', detail: '1 GB free', fix: 'use another' })
  const clock = missing('clock', { code: 'node.clock_skewed', detail: 'late', fix: 'set it' })
  expect(checkLines([passed('API', 'there'), disk])).toMatch(/^✓ API {8}there\n✗ free disk {2}1 GB free\n.*\(node\.disk_low\)\n.*→ use another$/)
  expect([exitCodeOfChecks([passed('a', '')]), exitCodeOfChecks([passed('a', ''), clock, disk]), exitCodeOfChecks([disk, clock])]).toEqual([
    0, 71, 70,
  ])
})

function fixesOf(checks: readonly Check[]): Record<string, string> {
  return Object.fromEntries(checks.flatMap((check) => (check.state === 'missing' ? [[check.code, check.fix]] : [])))
}

function wanted(): WantedSettings {
  return wantedSettings({ options: readOptions([], {}).options, saved: null, market: null, gpuMaker: null, hasMandate: false })
}

function marketOf({ chainId }: { chainId: number }): MarketFacts {
  const classes = [{ name: 'CPU slot (development)', vramGib: 0, referencePricePerGpuSecond: '5', medianPricePerGpuSecond: null, listedNodes: 0 }]
  const facts: unknown = {
    chain: { chainId, developmentChain: true, gateway: null } as ChainWire,
    catalogue: { classes, regions: [{ name: 'local' }] },
    skewMs: 0,
  }
  return facts as MarketFacts
}

/** Starts a JSON-RPC server that answers every call with the chain id 31337. */
async function startRpc(): Promise<{ port: number }> {
  const server = http.createServer((_request, response) => response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result: '0x7a69' })))
  await new Promise<void>((done) => server.listen(0, done))
  onTestFinished(() => void server.close())
  return { port: (server.address() as net.AddressInfo).port }
}

async function closedPort(): Promise<number> {
  const server = net.createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const { port } = server.address() as net.AddressInfo
  await new Promise((done) => server.close(done))
  return port
}

/** Makes a test machine: an empty root folder, and no programs except those that the test adds. */
async function setup() {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-preflight-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const programs = path.join(folder, 'programs')
  await mkdir(programs)
  const put = async (file: string, text: string): Promise<void> => {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
    await writeFile(path.join(folder, file), text)
  }
  const program = async (name: string, script: string): Promise<void> => {
    await put(`programs/${name}`, `#!/bin/sh\n${script}\n`)
    await chmod(path.join(programs, name), 0o755)
  }
  return { folder, place: { root: folder, programs }, put, program }
}
