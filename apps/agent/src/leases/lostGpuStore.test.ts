import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { LeaseGpus } from './leaseGpus.ts'
import { LostGpuStore } from './lostGpuStore.ts'

const gpus = [0, 1, 2, 3].map((index) => ({ id: `0000:${index}0:00.0`, name: `nvidia.com/gpu=${index}`, file: `/dev/nvidia${index}` }))

async function dataDirOfTest(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-lost-gpus-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Starts an agent's choice of GPUs as after a restart: it knows only what is on the disk, and no reading of the driver. */
async function restart(dataDir: string) {
  const store = await LostGpuStore.open(dataDir)
  const chosen = new LeaseGpus({ gpus: async () => gpus })
  chosen.noteLost(store.addresses)
  return { store, chosen }
}

test('a GPU that was lost before a restart is not in the first offer, and no lease gets it', async () => {
  const dataDir = await dataDirOfTest()
  const first = await restart(dataDir)
  expect(await first.chosen.countLost({ holders: [], ofNode: 4 })).toBe(0)
  await first.store.save(new Set([gpus[0]?.id ?? '']))
  const again = await restart(dataDir)
  expect(await again.chosen.countLost({ holders: [], ofNode: 4 })).toBe(1)
  const share = await again.chosen.take({ leaseId: '7', gpus: 1, ofNode: 4 }, { leases: () => [], store: async (given) => given })
  expect(share?.ids).toEqual([gpus[1]?.id])
  await again.store.save(new Set())
  expect((await restart(dataDir)).store.addresses.size).toBe(0)
})

test('writes a file only if something changed, and takes a damaged file for an empty one', async () => {
  const dataDir = await dataDirOfTest()
  const store = await LostGpuStore.open(dataDir)
  await store.save(new Set())
  expect(await readdir(dataDir)).toEqual([])
  for (const text of ['[', '["/dev/nvidia0"]', '{}', JSON.stringify(Array(65).fill('0000:00:00.0'))]) {
    await writeFile(path.join(dataDir, 'lost-gpus.json'), text)
    expect((await LostGpuStore.open(dataDir)).addresses.size).toBe(0)
  }
})

test('stores the same GPUs with the next call if the disk refused the first one', async () => {
  const dataDir = await dataDirOfTest()
  const store = await LostGpuStore.open(path.join(dataDir, 'later'))
  const lost = new Set([gpus[2]?.id ?? ''])
  await expect(store.save(lost)).rejects.toThrow('ENOENT')
  await mkdir(path.join(dataDir, 'later'))
  await store.save(lost)
  expect([...(await LostGpuStore.open(path.join(dataDir, 'later'))).addresses]).toEqual([...lost])
})
