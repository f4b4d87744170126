import { disputeCourtAbi, gTokenAbi, nameKey, panelsAbi, pTokenAbi, readAudits, readCourt, readDispute } from '@infinitio/chain'
import { auditStart, createChainClient, forwardTime, sendCalls, setNativeBalances } from '@infinitio/chain/node'
import {
  deployTestGovernance,
  queueFraud,
  type SeedMakers,
  startSeedMakers,
  startTestChain,
  type TestChain,
  type TestKey,
  testKey,
} from '@infinitio/chain/test'
import { type Address, hex32, zeroAddress } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { encodeFunctionData, type Hex, parseEther } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { advanceDisputes } from './advanceDisputes.ts'

const day = 86_400n
const jurors = [0, 1, 2, 3, 4].map((index) => testKey(`juror ${index}`))
const disputes = { ended: new Set<string>(), againAt: new Map<string, bigint>(), next: 1n }

type AdvanceOptions = { isTurn: () => boolean; now: () => number; sender: TestKey }

describe('the steps of a dispute that are open to anyone', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let seeds: SeedMakers
  let court: Address

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const governance = await deployTestGovernance(chain)
    seeds = await startSeedMakers({ chain, governance })
    court = (await readCourt(client, chain.addresses.directory)) ?? zeroAddress
    const { panels } = (await readAudits(client, chain.addresses.directory)) ?? expect.unreachable()
    const { bond } = auditStart.panels
    await setNativeBalances(client, { accounts: jurors.map(({ address }) => address), amount: parseEther('1') })
    for (const juror of jurors) {
      await send(
        chain.keys.deployer,
        governance.gToken,
        encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [juror.address, bond] }),
      )
      await send(juror, governance.gToken, encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [panels, bond] }))
      await send(juror, panels, encodeFunctionData({ abi: panelsAbi, functionName: 'join', args: [nameKey('DisputeCourt'), bond] }))
    }
    const culprit = seeds.makers[3] ?? expect.unreachable()
    await queueFraud(chain, { makers: seeds.makers, culprit })
    await send(culprit, chain.addresses.pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [court, parseEther('25')] }))
    await send(culprit, court, encodeFunctionData({ abi: disputeCourtAbi, functionName: 'openSlash', args: [nameKey('Validator')] }))
  }, 120_000)
  afterAll(async () => await chain.stop())

  it('are taken by the member of the set whose turn it is, without the parties', async () => {
    await advance()
    expect(await stored()).toMatchObject({ state: 'evidence', jury: null })
    await forwardTime(client, { seconds: 2n * day })
    await advance({ isTurn: () => false })
    expect(await stored()).toMatchObject({ state: 'evidence' })
    // The validator must send nothing in two cases: its turn ends while it reads the chain, or 15 seconds have passed since the round began.
    const asked: boolean[] = []
    await advance({ isTurn: () => asked.push(true) === 1 })
    expect(asked).toHaveLength(2)
    const times = [0, 15_000]
    await advance({ now: () => times.shift() ?? 15_000 })
    expect(await stored()).toMatchObject({ state: 'evidence' })
    // The transaction fails, so the step is tried again a minute later. The failure of one dispute does not stop the others.
    await advance({ sender: testKey('a validator without coins') })
    expect(await stored()).toMatchObject({ state: 'evidence' })
    expect(disputes.againAt.size).toBe(1)
    disputes.againAt.clear()
    disputes.next = 9n
    await advance()
    expect(await stored()).toMatchObject({ state: 'drawing', round: 1 })
    // The selection of the jury needs a random seed, which does not exist yet. So the step fails, and the validator waits a minute.
    await advance()
    expect(disputes.againAt.size).toBe(1)
    await seeds.playRound()
    await advance()
    expect((await stored())?.state).toBe('voting')
    expect((await stored())?.jury?.members).toHaveLength(5)
    // Nobody votes, so a second jury of fifteen is requested. There are too few candidates for it, so the facts that validators attested remain valid.
    await forwardTime(client, { seconds: 3n * day })
    await advance()
    expect(await stored()).toMatchObject({ state: 'drawing', round: 1, jury: null })
    await forwardTime(client, { seconds: 4n * day })
    await advance()
    expect(await stored()).toMatchObject({ state: 'stands', verdict: null })
    await advance()
    expect(disputes.ended.size).toBe(1)
  }, 120_000)

  const stored = () => readDispute(client, { court, id: 1n })

  async function advance({ isTurn = () => true, now = () => 0, sender = chain.keys.deployer }: Partial<AdvanceOptions> = {}): Promise<void> {
    const { address, privateKey } = sender
    const members = [{ account: address, stake: 1n, word: address }]
    const validator = {
      ...{ address, privateKey, client, disputes, isTurn, logger: createLogger({ room: 'validator test' }) },
      opened: { addresses: chain.addresses },
    }
    await advanceDisputes(validator, { set: { setHash: hex32(`0x${'1'.repeat(64)}`), formedAt: 0n, since: 0n, members } }, { now })
  }

  async function send({ privateKey }: TestKey, to: Address, data: Hex): Promise<void> {
    await sendCalls(client, { privateKey, calls: [{ to, data, value: 0n, gas: 900_000n, what: 'a call of the test' }], timeoutMs: 60_000 })
  }
})
