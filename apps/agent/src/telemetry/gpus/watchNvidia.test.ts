import { access, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createLogger } from '@infinitio/process'
import { expect, onTestFinished, test, vi } from 'vitest'
import { watchNvidia } from './watchNvidia.ts'

const logger = createLogger({ room: 'test' })
const line = (index: number, watts: number): string =>
  `${index}, GPU-6f1c2a6e-0d1b-7a0e-5a6e-3f1f0c9d8b71, 00000000:19:00.0, NVIDIA L4, 50, 100, 23034, 60, ${watts}, 2040, 6251, 0`

async function folderOfTest(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'infinitio-gpus-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('reads the lines of one long-running program, skips odd lines and restarts it when it dies', async () => {
  const folder = await folderOfTest()
  const program = path.join(folder, 'nvidia-smi')
  const [first, again] = [`printf '%s\\n' 'NVRM: odd' '${line(0, 30)}' '${line(1, 31)}'`, `printf '%s\\n' '${line(0, 60)}'; exec sleep 1000`]
  await writeFile(program, `#!/bin/sh\nif [ -e '${folder}/ran' ]; then ${again}; else touch '${folder}/ran'; ${first}; exit 9; fi\n`, { mode: 0o755 })
  const watch = watchNvidia({ program, firstBackoffMs: 100, onMissing: () => expect.unreachable(), logger })
  onTestFinished(watch.stop)
  const seen: number[][] = []
  await vi.waitFor(
    () => {
      seen.push(watch.readings().map(({ watts }) => watts ?? 0))
      expect(seen.at(-1)).toEqual([60, 31])
    },
    { timeout: 60_000, interval: 10 },
  )
  expect(seen).toContainEqual([30, 31])
})

test('shows a GPU that the driver calls lost with its identity and without values, and ignores one that it never read', async () => {
  const folder = await folderOfTest()
  const program = path.join(folder, 'nvidia-smi')
  const lost = (index: number) => `${index}${', [GPU is lost]'.repeat(11)}`
  await writeFile(program, `#!/bin/sh\nprintf '%s\\n' '${line(0, 30)}' '${line(1, 31)}' '${lost(1)}' '${lost(2)}'; exec sleep 1000\n`, {
    mode: 0o755,
  })
  const watch = watchNvidia({ program, firstBackoffMs: 100, onMissing: () => expect.unreachable(), logger })
  onTestFinished(watch.stop)
  await vi.waitFor(() => expect(watch.readings().map(({ isLost }) => isLost)).toEqual([undefined, true]), { timeout: 60_000 })
  expect(watch.readings()[1]).toMatchObject({
    index: 1,
    uuid: 'GPU-6f1c2a6e-0d1b-7a0e-5a6e-3f1f0c9d8b71',
    memoryTotalMib: 23_034,
    watts: null,
    eccErrors: null,
  })
})

test('runs nothing without the program, and reports that once', async () => {
  const onMissing = vi.fn<() => void>()
  const watch = watchNvidia({ program: path.join(await folderOfTest(), 'none'), firstBackoffMs: 1, onMissing, logger })
  await vi.waitFor(() => expect(onMissing).toHaveBeenCalled(), { timeout: 60_000 })
  expect(watch.readings()).toEqual([])
  watch.stop()
  expect(onMissing).toHaveBeenCalledTimes(1)
})

test('starts nothing after it was stopped', async () => {
  const folder = await folderOfTest()
  const program = path.join(folder, 'nvidia-smi')
  await writeFile(program, `#!/bin/sh\ntouch '${folder}/began'; exec sleep 1000\n`, { mode: 0o755 })
  const watch = watchNvidia({ program, firstBackoffMs: 1, onMissing: () => {}, logger })
  await vi.waitFor(() => access(path.join(folder, 'began')), { timeout: 60_000 })
  watch.stop()
  await rm(path.join(folder, 'began'))
  await expect(vi.waitFor(() => access(path.join(folder, 'began')), { timeout: 300 })).rejects.toThrow()
})
