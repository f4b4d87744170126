import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { closedLease } from '../../test/reviewedLease.ts'
import { seedMarket, type SeededNode } from '../../test/seedMarket.ts'
import { startCli, type TestCli } from '../../test/startCli.ts'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

let api: TestApi
let cli: TestCli
let node: SeededNode
beforeAll(async () => {
  api = await startTestApi()
  const [first] = await seedMarket(api, [{ name: 'one' }])
  if (first === undefined) throw new Error('There is no machine.')
  node = first
  cli = startCli(api)
})
afterAll(async () => {
  cli.stop()
  await api.stop()
})

const renter = (...args: string[]) => cli.run(args, { wallet: api.chain.keys.renter.privateKey })
const provider = (...args: string[]) => cli.run(args, { wallet: api.chain.keys.provider.privateKey })
const accountOf = (who: 'renter' | 'provider') => api.accounts[who].address.toLowerCase()

describe('a private listing', () => {
  test('shows the record of the renter, and needs a confirmation before it signs', async () => {
    const ask = ['orders', 'ask', node.node, '--price', '0.02', '--private', accountOf('renter')]
    const unsure = await provider(...ask)
    expect(unsure.code).not.toBe(0)
    expect(unsure.err).toContain(`Record of ${accountOf('renter')}:\n`)
    expect(unsure.err).toMatch(/reviews +No reviews yet\./)
    expect(unsure.err).toContain('List the machine for this renter?')
    expect(await provider(...ask, '--yes')).toMatchObject({ code: 0 })
  })
})

describe('the command review', () => {
  test('makes a review and an answer, each with a head that the check accepts', async () => {
    const leaseId = await closedLease(api, node)
    const made = await renter('review', 'make', leaseId, '--stars', '4', '--text', 'Fast disk.')
    expect(made, made.err).toMatchObject({ code: 0 })
    expect(made.out).toContain(`Review 1 of lease ${leaseId} is stored: 4 of 5 stars.`)
    expect(made.out).toContain('entry 1\n')
    const answered = await provider('review', 'answer', '1', 'Thank you.', '--json')
    expect(answered, answered.err).toMatchObject({ code: 0 })
    expect(JSON.parse(answered.out)).toMatchObject({ review: { number: '1', answer: { text: 'Thank you.' } }, head: { number: '2' } })
    const file = join(cli.home, 'answer.json')
    writeFileSync(file, answered.out)
    expect((await cli.run(['review', 'check', '--head', file])).out).toContain('Everything agrees.')
  })

  test('refuses stars outside 1 to 5, characters that nobody sees, and another review of the lease', async () => {
    const leaseId = await closedLease(api, node)
    expect((await renter('review', 'make', leaseId, '--stars', '6')).err).toContain('Give 1, 2, 3, 4 or 5.')
    const invisible = await renter('review', 'make', leaseId, '--stars', '5', '--text', 'go\u00adod')
    expect(invisible.code).toBe(30)
    expect(invisible.err).toContain('invisible characters')
    expect((await renter('review', 'make', leaseId, '--stars', '5')).code).toBe(0)
    expect((await renter('review', 'make', leaseId, '--stars', '5')).err).toContain('You have already reviewed this lease.')
    const empty = await provider('review', 'answer', '999', 'Hello.')
    expect(empty.err).toContain('There is no review with this number.')
  })

  test('lists reviews of a machine, a provider or a renter with their mean, or by an author, and needs one of them', async () => {
    for (const about of [
      ['--node', node.node],
      ['--provider', accountOf('provider')],
    ]) {
      const listed = await cli.run(['review', 'list', ...about])
      expect(listed, listed.err).toMatchObject({ code: 0 })
      expect(listed.out).toContain('from 1 wallet.')
      expect(listed.out).toContain('Fast disk.')
      expect(listed.out).toContain('Thank you.')
    }
    expect((await cli.run(['review', 'list', '--renter', accountOf('renter')])).out).toContain('No reviews yet.')
    const written = await cli.run(['review', 'list', '--author', accountOf('renter')])
    expect(written.out).toContain(accountOf('provider'))
    expect(written.out).toContain('Fast disk.')
    expect((await cli.run(['review', 'list', '--author', accountOf('provider')])).out).toContain('No reviews yet.')
    for (const wrong of [[], ['--node', node.node, '--renter', accountOf('renter')]])
      expect((await cli.run(['review', 'list', ...wrong])).err).toContain('give one of --node, --provider, --renter and --author')
  })

  test('prints the newest entry with its signature', async () => {
    const head = await cli.run(['review', 'head'])
    expect(head.out).toMatch(/^entry 3\n {2}hash {7}0x[0-9a-f]{64}\n {2}signed at {2}\d+\n {2}signed by {2}0x[0-9a-f]{40}\n {2}signature {2}0x/)
    expect(JSON.parse((await cli.run(['review', 'head', '--json'])).out)).toMatchObject({ number: '3' })
    const file = join(cli.home, 'wrong.json')
    writeFileSync(file, '{"number":"3"}')
    expect((await cli.run(['review', 'check', '--head', file])).err).toContain('no signed head')
  })
})
