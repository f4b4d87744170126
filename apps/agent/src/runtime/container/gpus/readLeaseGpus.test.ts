import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { MachinePlace } from '../../../detect/machinePlace.ts'
import { GpuMissing, namesOfShare, readLeaseGpus } from './readLeaseGpus.ts'

const usual = { isolation: 'container', isWhole: false } as const
const all = { ...usual, cdiDevices: ['nvidia.com/gpu=all'] }

/** Makes a folder with the files of a machine: the GPUs that its driver serves, and a description in the form in which `nvidia-ctk cdi generate` writes it. */
function machineWith(
  gpus: readonly (readonly [address: string, minor: number])[],
  devices: readonly (readonly [name: string, ...minors: number[]])[],
): MachinePlace & { describe(text: string): void } {
  const root = mkdtempSync(path.join(tmpdir(), 'infinitio-gpus-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const [address, minor] of gpus) {
    const folder = path.join(root, 'proc/driver/nvidia/gpus', address)
    mkdirSync(folder, { recursive: true })
    writeFileSync(path.join(folder, 'information'), `Model: \t\t NVIDIA H100\nGPU UUID: \t GPU-????????\nDevice Minor: \t ${minor}\n`)
  }
  mkdirSync(path.join(root, 'etc/cdi'), { recursive: true })
  const describe = (text: string) => writeFileSync(path.join(root, 'etc/cdi/nvidia.yaml'), text)
  describe(cdiText(devices))
  return { root, programs: '', describe }
}

function cdiText(devices: readonly (readonly [name: string, ...minors: number[]])[]): string {
  return [
    ...['---', 'cdiVersion: 0.5.0', 'containerEdits:', '  deviceNodes:', '  - path: /dev/nvidiactl', '  - path: /dev/nvidia-uvm', 'devices:'],
    ...devices.flatMap(([name, ...minors]) => [
      ...['- containerEdits:', '    deviceNodes:'],
      ...minors.flatMap((minor) => [`    - path: /dev/nvidia${minor}`, `    - path: /dev/dri/card${minor + 1}`]),
      ...['    hooks:', '    - hookName: createContainer', '      path: /usr/bin/nvidia-ctk', `  name: "${name}"`],
    ]),
    ...['kind: nvidia.com/gpu', ''],
  ].join('\n')
}

const two = [
  ['0000:65:00.0', 1],
  ['0000:ca:00.0', 0],
] as const

test('names each GPU by its PCI address, with its present name and device file', async () => {
  const place = machineWith(two, [
    ['0', 1],
    ['1', 0],
    ['all', 0, 1],
  ])
  const gpus = [
    { id: '0000:65:00.0', name: 'nvidia.com/gpu=0', file: '/dev/nvidia1' },
    { id: '0000:ca:00.0', name: 'nvidia.com/gpu=1', file: '/dev/nvidia0' },
  ]
  expect(await readLeaseGpus(all, place)).toEqual(gpus)
  expect(await readLeaseGpus({ ...usual, cdiDevices: ['nvidia.com/gpu=1', 'nvidia.com/gpu=0'] }, place)).toEqual(gpus)
  expect(await readLeaseGpus({ ...usual, cdiDevices: ['nvidia.com/gpu=1'] }, place)).toEqual(gpus.slice(1))
})

test('counts a GPU with two names once', async () => {
  const place = machineWith(two, [
    ['0', 1],
    ['GPU-6f1c2a6e-0d1b-7a0e-5a6e-3f1f0c9d8b71', 1],
    ['1', 0],
    ['GPU-c0ffee11-97aa-44f0-8f11-2f6f6cbb9d02', 0],
    ['all', 0, 1],
  ])
  expect((await readLeaseGpus(all, place))?.map(({ id }) => id)).toEqual(['0000:65:00.0', '0000:ca:00.0'])
})

test('finds a GPU under its new name after a card before it is gone', async () => {
  const place = machineWith(
    [
      ['0000:65:00.0', 0],
      ['0000:ca:00.0', 1],
    ],
    [
      ['0', 0],
      ['1', 1],
    ],
  )
  const [, second] = (await readLeaseGpus(all, place)) ?? []
  rmSync(path.join(place.root, 'proc/driver/nvidia/gpus/0000:65:00.0'), { recursive: true })
  expect(await readLeaseGpus(all, place), 'the old description names the card by its old number').toEqual([second])
  writeFileSync(path.join(place.root, 'proc/driver/nvidia/gpus/0000:ca:00.0/information'), 'Device Minor: \t 0\n')
  place.describe(cdiText([['0', 0]]))
  expect(await readLeaseGpus(all, place)).toEqual([{ id: '0000:ca:00.0', name: 'nvidia.com/gpu=0', file: '/dev/nvidia0' }])
})

test('names the GPUs of a lease as they are now, and rejects for one that is gone', async () => {
  const place = machineWith(two, [
    ['0', 1],
    ['1', 0],
  ])
  const names = (...ids: string[]) => namesOfShare({ ids, of: 2 }, { leaseId: '7', place })
  expect(await names('0000:ca:00.0', '0000:65:00.0')).toEqual(['nvidia.com/gpu=1', 'nvidia.com/gpu=0'])
  place.describe(cdiText([['0', 0]]))
  expect(await names('0000:ca:00.0')).toEqual(['nvidia.com/gpu=0'])
  await expect(names('0000:ca:00.0', '0000:65:00.0')).rejects.toThrow(new GpuMissing('GPU 0000:65:00.0 of lease 7 is missing on this machine'))
})

/** Writes the first bytes of a card's configuration: the number of its maker, or only ones if the card does not respond. */
function writeConfig({ root }: MachinePlace, address: string, bytes: readonly number[]): void {
  const folder = path.join(root, 'sys/bus/pci/devices', address)
  mkdirSync(folder, { recursive: true })
  writeFileSync(path.join(folder, 'config'), Buffer.from(bytes))
}

test('shows a card that does not respond as lost while the driver still lists it, and starts no lease with it', async () => {
  const place = machineWith(two, [
    ['0', 1],
    ['1', 0],
  ])
  writeConfig(place, '0000:65:00.0', [0xff, 0xff])
  writeConfig(place, '0000:ca:00.0', [0xde, 0x10])
  expect((await readLeaseGpus(all, place))?.map(({ id, isLost }) => [id, isLost === true])).toEqual([
    ['0000:65:00.0', true],
    ['0000:ca:00.0', false],
  ])
  const names = (id: string) => namesOfShare({ ids: [id], of: 2 }, { leaseId: '7', place })
  await expect(names('0000:65:00.0')).rejects.toThrow(new GpuMissing('GPU 0000:65:00.0 of lease 7 does not respond'))
  expect(await names('0000:ca:00.0')).toEqual(['nvidia.com/gpu=1'])
  writeConfig(place, '0000:65:00.0', [0xde, 0x10])
  expect(await names('0000:65:00.0'), 'after a reset of the card').toEqual(['nvidia.com/gpu=0'])
  writeConfig(place, '0000:65:00.0', [])
  expect(await names('0000:65:00.0'), 'a configuration that cannot be read shows nothing').toEqual(['nvidia.com/gpu=0'])
})

test('keeps the GPU of a lease after the provider named other devices for later leases', async () => {
  const place = machineWith(two, [
    ['0', 1],
    ['1', 0],
  ])
  const [first, second] = ['nvidia.com/gpu=0', 'nvidia.com/gpu=1']
  const chosen = await readLeaseGpus({ ...usual, cdiDevices: [first ?? ''] }, place)
  expect((await readLeaseGpus({ ...usual, cdiDevices: [second ?? ''] }, place))?.map(({ name }) => name)).toEqual([second])
  expect(await namesOfShare({ ids: (chosen ?? []).map(({ id }) => id), of: 1 }, { leaseId: '7', place })).toEqual([first])
})

test('names cards of AMD by their PCI address, also after a reboot that changed their names', async () => {
  const place = machineWith([], [])
  const write = (names: Readonly<Record<string, string>>) => {
    const devices = Object.entries(names).map(([name, file]) => ({
      name,
      containerEdits: { deviceNodes: [{ path: '/dev/kfd' }, { path: `/dev/dri/${file}` }] },
    }))
    writeFileSync(path.join(place.root, 'etc/cdi/amd.json'), JSON.stringify({ cdiVersion: '0.5.0', kind: 'amd.com/gpu', devices }))
  }
  const link = (file: string, address: string) => {
    mkdirSync(path.join(place.root, 'sys/class/drm', file), { recursive: true })
    symlinkSync(`../../../${address}`, path.join(place.root, 'sys/class/drm', file, 'device'))
  }
  link('renderD128', '0000:03:00.0')
  link('renderD129', '0000:83:00.0')
  const settings = { ...usual, cdiDevices: ['amd.com/gpu=0', 'amd.com/gpu=1'] }
  write({ 0: 'renderD130', 1: 'renderD131' })
  await expect(readLeaseGpus(settings, place), 'no driver serves these files').rejects.toThrow('the driver does not serve the GPUs')
  write({ 0: 'renderD128', 1: 'renderD131' })
  expect(
    (await readLeaseGpus(settings, place))?.map(({ id }) => id),
    'one card has not started',
  ).toEqual(['0000:03:00.0'])
  write({ 0: 'renderD128', 1: 'renderD129' })
  expect((await readLeaseGpus(settings, place))?.map(({ id, name }) => [id, name])).toEqual([
    ['0000:03:00.0', 'amd.com/gpu=0'],
    ['0000:83:00.0', 'amd.com/gpu=1'],
  ])
  write({ 0: 'renderD129', 1: 'renderD128' })
  const names = (id: string) => namesOfShare({ ids: [id], of: 2 }, { leaseId: '7', place })
  expect(await names('0000:03:00.0')).toEqual(['amd.com/gpu=1'])
  expect(await names('amd.com/gpu=0'), 'a lease of an agent that stored names').toEqual(['amd.com/gpu=0'])
  writeConfig(place, '0000:03:00.0', [0xff, 0xff])
  await expect(names('0000:03:00.0')).rejects.toThrow('does not respond')
})

test('gives all devices to each lease where a part of them is not possible', async () => {
  const place = machineWith(two, [
    ['0:0', 1],
    ['0:1', 1],
    ['MIG-6f1c2a6e-0d1b-7a0e-5a6e-3f1f0c9d8b71', 1],
    ['all', 0, 1],
  ])
  expect(await readLeaseGpus(all, place), 'only parts of GPUs are described').toBeNull()
  const whole = machineWith(two, [
    ['0', 1],
    ['1', 0],
  ])
  for (const settings of [
    { ...all, isWhole: true },
    { ...all, isolation: 'gvisor' as const },
    { ...all, isolation: 'kata' as const },
    { ...usual, cdiDevices: [] },
    { ...usual, cdiDevices: ['nvidia.com/gpu=all', 'example.com/nic=0'] },
    { ...usual, cdiDevices: ['nvidia.com/gpu=0:1'] },
    { ...usual, cdiDevices: ['amd.com/gpu=all'] },
    { ...usual, cdiDevices: ['example.com/disk=0', 'example.com/disk=1'] },
  ])
    expect(await readLeaseGpus(settings, whole), settings.cdiDevices.join()).toBeNull()
})

test('does not know the GPUs of a machine whose description is missing, damaged or of other cards', async () => {
  const place = machineWith(two, [['7', 7]])
  await expect(readLeaseGpus(all, place)).rejects.toThrow("NVIDIA's driver does not serve the GPUs")
  for (const text of ['', '{', 'kind: [', 'kind: nvidia.com/gpu\ndevices: 7\n', '- 1\n']) {
    place.describe(text)
    await expect(readLeaseGpus(all, place), text).rejects.toThrow('not known yet: no description')
  }
  const empty = { root: path.join(place.root, 'none'), programs: '' }
  await expect(readLeaseGpus(all, empty)).rejects.toThrow('not known yet: no description')
  await expect(readLeaseGpus({ ...usual, cdiDevices: ['amd.com/gpu=0', 'amd.com/gpu=1'] }, empty)).rejects.toThrow('not known yet')
  expect(await readLeaseGpus({ ...all, isWhole: true }, empty), 'the provider chose it').toBeNull()
  const leaseId = '7'
  await expect(namesOfShare({ ids: ['0000:65:00.0'], of: 2 }, { leaseId, place: empty })).rejects.toThrow(GpuMissing)
})

test('does not know the GPUs before the driver has started, but gives all devices if only all are described', async () => {
  const single = machineWith(
    [],
    [
      ['0', 0],
      ['1', 1],
      ['all', 0, 1],
    ],
  )
  await expect(readLeaseGpus(all, single)).rejects.toThrow("NVIDIA's driver does not serve the GPUs")
  expect(await readLeaseGpus(all, machineWith([], [['all', 0, 1]]))).toBeNull()
})

test('reads listed GPUs of another maker by their names, from a description in JSON', async () => {
  const place = machineWith([], [])
  const devices = ['0', '1', '2'].map((name) => ({ name, containerEdits: { deviceNodes: [{ path: `/dev/dri/card${name}` }] } }))
  writeFileSync(path.join(place.root, 'etc/cdi/amd.json'), JSON.stringify({ cdiVersion: '0.5.0', kind: 'amd.com/gpu', devices }))
  const cdiDevices = ['amd.com/gpu=2', 'amd.com/gpu=0', 'amd.com/gpu=9']
  expect(await readLeaseGpus({ ...usual, cdiDevices }, place)).toEqual([
    { id: 'amd.com/gpu=0', name: 'amd.com/gpu=0', file: null },
    { id: 'amd.com/gpu=2', name: 'amd.com/gpu=2', file: null },
  ])
})
