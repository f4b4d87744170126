import { PassThrough } from 'node:stream'
import { zeroHex32 } from '@infinitio/domain'
import { processorWork, proveByReference } from '@infinitio/domain/proofs'
import { expect, test } from 'vitest'
import { serveLines } from './serveLines.ts'

const subject = { node: zeroHex32, gpu: 0, slotSeed: zeroHex32 }
const device = { kind: 'processor' }

async function answersTo(requests: readonly object[]): Promise<{ code: number; answers: Record<string, unknown>[] }> {
  const [input, output] = [new PassThrough(), new PassThrough()]
  const serving = serveLines(input, output)
  input.end(requests.map((it) => `${JSON.stringify(it)}\n`).join(''))
  const code = await serving
  output.end()
  const text = (await output.toArray()).map(String).join('')
  return {
    code,
    answers: text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>),
  }
}

test('proves and opens by lines of JSON, in their sequence', async () => {
  const made = proveByReference(subject, processorWork.simulated)
  const samples = [{ row: 5, pass: 1 }]
  const { code, answers } = await answersTo([
    { kind: 'ready', device, work: processorWork.simulated },
    { kind: 'prove', device, subject, work: processorWork.simulated },
    { kind: 'open', subject, samples },
  ])
  expect(code).toBe(0)
  expect(answers[0]).toEqual({ kind: 'ready', device: 'processor' })
  expect(answers[1]).toMatchObject({ kind: 'commit', commit: made.commit })
  expect(answers[2]).toEqual({ kind: 'openings', openings: made.open(samples) })
})

test('says why it ends', async () => {
  expect(await answersTo([{ kind: 'open', subject, samples: [] }])).toEqual({
    code: 1,
    answers: [{ kind: 'problem', text: 'samples came before the work' }],
  })
})
