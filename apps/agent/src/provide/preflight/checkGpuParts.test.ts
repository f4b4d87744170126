import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { checkGpuParts } from './checkGpuParts.ts'

const wanted = { runtime: 'container', isolation: 'container', devices: ['amd.com/gpu=0', 'amd.com/gpu=1'] } as const

/** Makes a folder with a machine whose Container Device Interface describes these GPUs of AMD. */
function placeWith(names: readonly string[]) {
  const root = mkdtempSync(path.join(tmpdir(), 'infinitio-parts-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  mkdirSync(path.join(root, 'etc/cdi'), { recursive: true })
  writeFileSync(path.join(root, 'etc/cdi/amd.json'), JSON.stringify({ kind: 'amd.com/gpu', devices: names.map((name) => ({ name })) }))
  return { root, programs: '' }
}

test('shows how several GPUs are rented, and why only together', async () => {
  const place = placeWith(['0', '1'])
  const detail = async (change: Partial<Parameters<typeof checkGpuParts>[0]> = {}) =>
    (await checkGpuParts({ place, wanted, gpus: 2, ...change })).map(({ state, detail: text }) => `${state}: ${text}`)
  expect(await detail()).toEqual(['ok: rented one by one, or only together with CONTAINER_WHOLE=true'])
  expect(await detail({ wanted: { ...wanted, isolation: 'gvisor' } })).toEqual([
    'ok: rented only together: leases with --isolation gvisor get all GPUs',
  ])
  expect(await detail({ wanted: { ...wanted, devices: ['amd.com/gpu=all'] } })).toEqual([
    'ok: rented only together: name each GPU, such as --device amd.com/gpu=0 --device amd.com/gpu=1',
  ])
  expect(await detail({ place: placeWith(['0']) })).toEqual(['ok: rented only together: 1 of 2 are described to containers'])
  expect(await detail({ place: placeWith([]) })).toEqual([
    'warned: not listed yet: no description in /etc/cdi or /var/run/cdi names a single GPU of amd.com/gpu',
  ])
})

test('shows nothing for one GPU, and for leases without containers', async () => {
  const place = placeWith(['0'])
  expect(await checkGpuParts({ place, wanted, gpus: 1 })).toEqual([])
  expect(await checkGpuParts({ place, wanted: { ...wanted, runtime: 'local' }, gpus: 2 })).toEqual([])
})
