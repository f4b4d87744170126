import { address, type Hex32, hex32 } from '@infinitio/domain'
import { createPublicClient, custom, pad } from 'viem'
import { expect, it } from 'vitest'
import type { OpenValidator, Round } from '../validator/validator.ts'
import { refuteProofs } from './refuteProofs.ts'

const account = (digit: string) => address(`0x${digit.repeat(40)}`)
const [own, member, left, stranger] = [account('a'), account('b'), account('c'), account('d')]
const word = (index: number): Hex32 => hex32(`0x${index.toString(16).padStart(64, '0')}`)
const day = 86_400n
const now = 100n * day
const rootOf = (signer: string, index: number) => ({ subject: 'proofs', epoch: 7, root: word(index), setHash: word(1), signer, signature: '0x' })
const set = { setHash: word(1), formedAt: 0n, since: 0n, members: [own, member].map((it) => ({ account: it, stake: 1n, word: word(2) })) }
const round = { head: 9n, headTime: now, final: 9n, finalTime: now, set } as Round

/**
 * Creates a validator, and an API that returns these signed roots. When the validator requests the statements under a root, the API answers with `statements`.
 */
function watcher(items: readonly object[], statements: () => Promise<unknown>) {
  const asked: string[] = []
  const send = async ({ path }: { path: string }) => {
    asked.push(path)
    return path.includes('roots') ? { items } : await statements()
  }
  const formed = [
    { name: 'SetFormed', at: now - 31n * day, members: [stranger] },
    { name: 'SetFormed', at: now - 29n * day, members: [left] },
  ]
  const request = async ({ method }: { method: string }) => (method === 'eth_chainId' ? '0x7a69' : pad('0x1'))
  const validator = {
    ...{ address: own, isTurn: () => true, checked: new Set(), logger: { info: () => undefined } },
    client: createPublicClient({ transport: custom({ request }) }),
    proofs: { kept: { ofRoot: () => null }, refuting: null },
    opened: { chainId: 31_337, addresses: { directory: own }, access: { transport: { send }, events: { readTo: async () => formed } } },
  } as unknown as OpenValidator
  const look = async () => {
    for (let waited = 0; validator.proofs.refuting?.isOver === false && waited < 200; waited += 1) await new Promise((done) => setTimeout(done, 5))
  }
  return { validator, asked, look }
}

it('does not look at roots of strangers, however many a board has', async () => {
  const items = Array.from({ length: 10_000 }, (_, index) => rootOf(stranger, index))
  const { validator, asked } = watcher(items, async () => expect.unreachable())
  await refuteProofs(validator, round)
  expect(validator.proofs.refuting).toBeNull()
  expect(asked).toHaveLength(1)
})

it('looks at one root at a time, apart from rounds, although the board never answers about it', async () => {
  const items = [rootOf(member, 1), rootOf(left, 2)]
  const { validator, asked } = watcher(items, () => new Promise(() => undefined))
  for (let rounds = 0; rounds < 20; rounds += 1) await refuteProofs(validator, round)
  expect(validator.proofs.refuting?.isOver).toBe(false)
  expect(asked.filter((path) => !path.includes('roots')).length).toBeLessThanOrEqual(1)
})

it('looks at another root after one whose statements nobody has, also of a member that left', async () => {
  const items = [rootOf(member, 1), rootOf(left, 2)]
  const { validator, look } = watcher(items, async () => {
    throw new Error('these statements are away')
  })
  const seen = new Set<string>()
  for (let rounds = 0; rounds < 60; rounds += 1) {
    await refuteProofs(validator, round)
    if (validator.proofs.refuting !== null) seen.add(validator.proofs.refuting.root)
    await look()
  }
  expect(seen).toEqual(new Set([word(1), word(2)]))
  expect(validator.checked.size).toBe(0)
})
