import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { getPriority, tmpdir } from 'node:os'
import { join } from 'node:path'
import { zeroHex32 } from '@infinitio/domain'
import { processorWork, proofFault } from '@infinitio/domain/proofs'
import { type ProofFile, proofFileWire } from '@infinitio/domain/wire'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { runProve } from './runProve.ts'
import { startProver } from './startProver.ts'

const folder = mkdtempSync(join(tmpdir(), 'prove-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('the program that proves', () => {
  test('writes a proof whose rows are right, and no file twice', async () => {
    const out = join(folder, 'proof.json')
    expect(await quietly(['--out', out, '--size', 'simulated'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Proved 64 rows (0.25 MiB) on processor'),
    })
    const file = proofFileWire.parse(JSON.parse(readFileSync(out, 'utf8'))) as ProofFile
    expect(file.commit.work).toEqual(processorWork.simulated)
    expect(proofFault(file)).toBeNull()
    expect(await quietly(['--out', out, '--size', 'simulated'])).toMatchObject({ code: 80, err: expect.stringContaining('--out') })
  })

  test('refuses an unknown size and words that it does not know', async () => {
    const out = ['--out', join(folder, 'new')]
    const wrong = [
      [...out, '--size', 'h100'],
      [...out, '--size', 'class'],
      [...out, '--on', 'tpu'],
      [...out, '--on', 'gpu', '--class', 'NVIDIA H1000'],
    ]
    for (const words of [[], ...wrong, ['--rows', '8']]) {
      expect(await quietly(words), `${words}`).toMatchObject({ code: 80, err: expect.stringContaining('(api.invalid_field)') })
    }
  })
})

describe('the prover', () => {
  test('is a separate process at the lowest priority, and rejects when a lease ends it', async () => {
    const prover = startProver()
    const subject = { node: zeroHex32, gpu: 0, slotSeed: zeroHex32 }
    const { commit } = await prover.prove({ kind: 'processor' }, subject, processorWork.simulated)
    expect(commit.roots).toHaveLength(4)
    expect(getPriority(prover.pid)).toBe(19)
    const waiting = prover.prove({ kind: 'processor' }, subject, processorWork.machine)
    prover.end()
    await expect(waiting).rejects.toThrow('ended before it answered')
    await expect(prover.open(subject, [])).rejects.toThrow('ended before it answered')
  })
})

test('a GPU prover says why it cannot prove', async () => {
  const prover = startProver()
  const dawn = join(folder, 'missing.node')
  const proving = prover.prove(
    { kind: 'gpu', dawn, isSoftwareAllowed: true },
    { node: zeroHex32, gpu: 0, slotSeed: zeroHex32 },
    processorWork.simulated,
  )
  await expect(proving).rejects.toThrow(dawn)
})

async function quietly(words: readonly string[]): Promise<{ code: number; out: string; err: string }> {
  const texts = { out: '', err: '' }
  const spies = (['out', 'err'] as const).map((stream) =>
    vi.spyOn(process[`std${stream}`], 'write').mockImplementation((text) => {
      texts[stream] += String(text)
      return true
    }),
  )
  try {
    return { code: await runProve(words), ...texts }
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
}
