import { hex32 } from '@infinitio/domain'
import { proofLimits } from '@infinitio/domain/proofs'
import { createLogger } from '@infinitio/process'
import { expect, test } from 'vitest'
import { newDoors, noncesOf, noteFailure } from './slotProof.ts'

const word = (index: number) => hex32(`0x${index.toString(16).padStart(64, '0')}`)
const many = Array.from({ length: 100_000 }, (_, index) => index)

test('a market that names a hundred thousand doors makes a machine connect to sixteen', () => {
  const known = new Set<string>(['http://192.0.2.1'])
  for (let look = 0; look < 5; look += 1)
    for (const door of newDoors(
      many.map((index) => ({ door: `http://192.0.2.1:${index}` })),
      known,
    ))
      known.add(door)
  expect(known.size).toBe(proofLimits.timers)
  expect(newDoors([{ door: 'http://192.0.2.1' }], new Set(['http://192.0.2.1']))).toEqual([])
})

test('a market that shows a hundred thousand nonces makes a prover open the rows of sixteen', () => {
  const timers = many.map((index) => ({ timer: `${index}`, stake: '1' }))
  const receipts = many.map((index) => ({ timer: `${index}`, nonce: word(index), receipts: [], signature: '0x' }))
  expect(noncesOf({ timers, receipts })).toHaveLength(proofLimits.timers)
  expect(noncesOf({ timers: timers.slice(0, 3), receipts: receipts.slice(1, 2) })).toEqual([{ place: 1, nonce: word(1) }])
})

test('warns of a GPU without a proof, and not of the processor of a machine that has no GPU', () => {
  const lines: { level: string; msg: string }[] = []
  const logger = createLogger({ room: 'agent' }, { write: (line: string) => void lines.push(JSON.parse(line)) })
  logger.level = 'info'
  const node = { nodeId: word(1) } as never
  const work = { node, gpu: 0, err: new Error('no proof in 1 ms') }
  noteFailure(logger, { ...work, gpus: [{ gpu: 0, device: { kind: 'processor' } } as never] })
  noteFailure(logger, { ...work, gpus: [{ gpu: 0, device: { kind: 'gpu', dawn: 'x', isSoftwareAllowed: false } } as never] })
  expect(lines.map(({ level, msg }) => `${level}: ${msg}`)).toEqual([
    'info: this machine has no GPU, and its processor did not calculate the test proof in time',
    'warn: a GPU made no hardware proof',
  ])
})
