import { join } from 'node:path'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runSchemathesis } from './fuzz/runSchemathesis.ts'
import { openPythonTools } from '@infinitio/process/test'
import { seedLease } from './seedLease.ts'
import { seedBalance, seedMarket, type SeededNode } from './seedMarket.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'

const isLong = process.env['TEST_LONG'] === '1'
const tools = openPythonTools({ name: 'schemathesis', requirementsFile: join(import.meta.dirname, 'fuzz/requirements.txt') })
/** `every` is n if only every n-th path of the document is tested; a long run tests every path. The test fails if it makes fewer requests than `fewest`. */
const sample = isLong ? { every: 1, fewest: 100_000 } : { every: 48, fewest: 60 }

describe.skipIf('missing' in tools)(`the API against its own document (${'missing' in tools ? tools.missing : 'Schemathesis'})`, () => {
  let api: TestApi
  let nodes: SeededNode[]
  beforeAll(async () => {
    // Turns off rate limits, because this test sends many requests. Other tests check the limits.
    const wide = { capacity: 1e9, refillPerSecond: 1e9 }
    api = await startTestApi({ change: (services) => ({ ...services, limits: { ...services.limits, ip: wide, account: wide } }) })
    // Deploys a DAO, so that no emission request is refused before it is parsed.
    await deployTestGovernance(api.chain, { members: ['one', 'two', 'three', 'four'].map((name) => testKey(`validator ${name}`)) })
    nodes = await seedMarket(api, [{ name: 'one' }, { name: 'two', simulated: true, classId: 1, gpus: 4 }])
    await seedLease(api, nodes[0] as SeededNode, { leaseId: 1n })
    await seedBalance(api, api.accounts.renter.address, 10n ** 24n)
  })
  afterAll(() => api?.stop())

  test(`answers at least ${sample.fewest.toLocaleString('en-US')} requests as it documents, without an internal error`, {
    timeout: isLong ? 5_400_000 : 900_000,
  }, async () => {
    const tokenOf = async (signer: typeof api.accounts.renter) => (await api.client.signIn({ signer, as: 'token' })).token ?? ''
    const node = nodes[0] as SeededNode
    const { token } = await api.client.signInNodes([{ nodeId: node.node, signMessage: (args) => node.nodeKey.signMessage(args) }])
    const tokens = { session: await tokenOf(api.accounts.renter), ending: await tokenOf(api.accounts.stranger), node: token }
    const bin = 'bin' in tools ? tools.bin : ''
    const { ok, sent, words } = await runSchemathesis({ bin, url: api.url, tokens, examples: isLong ? 1_040 : null, every: sample.every })
    expect(ok, words).toBe(true)
    expect(sent).toBeGreaterThanOrEqual(sample.fewest)
    // The session must still work: none of the requests may have ended it by mistake.
    expect((await api.client.withToken(tokens.session).getWallet({})).account).toBe(api.accounts.renter.address.toLowerCase())
  })
})
