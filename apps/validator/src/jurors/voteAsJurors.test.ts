import { disputeCourtAbi, nameKey, pTokenAbi, readAudits, readCourt, readDispute } from '@infinitio/chain'
import { createChainClient, forwardTime, seatSimulatedJurors, sendCalls, simulatedJurors } from '@infinitio/chain/node'
import {
  deployTestGovernance,
  queueFraud,
  type SeedMakers,
  startSeedMakers,
  startTestChain,
  type TestChain,
  type TestKey,
} from '@infinitio/chain/test'
import { type Address, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { createLogger } from '@infinitio/process'
import { encodeFunctionData, type Hex, keccak256, parseEther, toBytes } from 'viem'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Jurors, voteAsJurors } from './runJurors.ts'

const day = 86_400n
const jurors = simulatedJurors(keccak256(toBytes('a seed of jurors')))
const abi = disputeCourtAbi

describe('the simulated jurors of a development chain', () => {
  let chain: TestChain
  let client: ReturnType<typeof createChainClient>
  let seeds: SeedMakers
  let court: Address
  let culprit: TestKey
  let open: Jurors

  beforeAll(async () => {
    chain = await startTestChain()
    client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
    const { directory, pToken } = chain.addresses
    const governance = await deployTestGovernance(chain)
    seeds = await startSeedMakers({ chain, governance })
    culprit = seeds.makers[3] ?? expect.unreachable()
    court = (await readCourt(client, directory)) ?? zeroAddress
    const { panels } = (await readAudits(client, directory)) ?? expect.unreachable()
    await seatSimulatedJurors({
      ...{ rpcUrl: chain.rpcUrl, deployerKey: chain.keys.deployer.privateKey, jurors },
      governance: { gToken: governance.gToken, panels },
    })
    open = { client, directory, jurors, done: new Set(), logger: createLogger({ room: 'juror test' }) }
    await queueFraud(chain, { makers: seeds.makers, culprit })
    await send(culprit, pToken, encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [court, parseEther('25')] }))
    await send(culprit, court, encodeFunctionData({ abi, functionName: 'openSlash', args: [nameKey('Validator')] }))
  }, 120_000)
  afterAll(async () => await chain.stop())

  it('are enough for a jury, commit in its first days, and reveal the same vote for the side with more files', async () => {
    await send(culprit, court, encodeFunctionData({ abi, functionName: 'submit', args: [1n, [zeroHex32]] }))
    await forwardTime(client, { seconds: 2n * day })
    await step('request')
    await seeds.playRound()
    await step('draw')
    await voteAsJurors(open)
    expect((await stored())?.jury?.votes).toEqual([null, null, null, null, null])
    await forwardTime(client, { seconds: 2n * day })
    // A process that was restarted does not know that it has committed to a vote. It must calculate the same salts again to be able to reveal its votes.
    await voteAsJurors({ ...open, done: new Set() })
    expect((await stored())?.jury?.votes).toEqual([1, 1, 1, 1, 1])
    await step('count')
    expect(await stored()).toMatchObject({ state: 'decided', verdict: 1 })
  }, 120_000)

  const stored = () => readDispute(client, { court, id: 1n })
  const step = (functionName: 'request' | 'draw' | 'count') => send(chain.keys.deployer, court, encodeFunctionData({ abi, functionName, args: [1n] }))

  async function send({ privateKey }: TestKey, to: Address, data: Hex): Promise<void> {
    await sendCalls(client, { privateKey, calls: [{ to, data, value: 0n, gas: 900_000n, what: 'a call of the test' }], timeoutMs: 60_000 })
  }
})
