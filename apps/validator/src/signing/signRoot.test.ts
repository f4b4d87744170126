import { hex32 } from '@infinitio/domain'
import { expect, it } from 'vitest'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { signRoot } from './signRoot.ts'

const word = (digit: string) => hex32(`0x${digit.repeat(64)}`)

it('warns once and submits nothing if another root was signed for the hour', async () => {
  const warned: unknown[] = []
  const sent: string[] = []
  const send = ({ method }: { method: string }) => {
    sent.push(method)
    return Promise.resolve({ items: [] })
  }
  const validator = {
    opened: { access: { transport: { send } } },
    kept: { signedFor: () => word('1') },
    logger: { warn: (fields: unknown) => warned.push(fields) },
    checked: new Set(),
  } as unknown as OpenValidator
  const round = { set: { setHash: word('2'), members: [] } } as unknown as Round
  for (let at = 0; at < 3; at += 1) await signRoot(validator, round, { subject: 'nodes', epoch: 7n, root: word('3') })
  expect(warned).toEqual([{ subject: 'nodes', epoch: 7n, signed: word('1'), root: word('3') }])
  expect(sent).toEqual(['GET', 'GET', 'GET'])
})
