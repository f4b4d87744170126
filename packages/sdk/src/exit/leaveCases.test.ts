import { directoryAbi, nameKey, panelsAbi, pTokenAbi, readAudits, stakedGTokenAbi } from '@infinitio/chain'
import { auditStart } from '@infinitio/chain/node'
import { address, assetUnits, hex32 } from '@infinitio/domain'
import { createWalletClient, encodeFunctionData, http, keccak256, toBytes } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expectGas } from '../../test/expectGas.ts'
import { heldBy, people, type ServicesMarket, startServicesMarket } from '../../test/servicesMarket.ts'
import { openExitAccess } from '../chain/exitAccess.ts'
import { auditMove } from '../governance/auditMove.ts'
import { projectMove } from '../governance/projectMove.ts'
import { findingMove } from '../services/findingMove.ts'
import { exitHoldings } from './exitHoldings.ts'
import { findPositions } from './findPositions.ts'
import { planExit } from './planExit.ts'
import { readExitState } from './readExitState.ts'
import { runExit } from './runExit.ts'

const coin = 10n ** 18n
const day = 86_400
const { leaver, stranger } = people
const { bond } = auditStart.panels

/** The account accused a service, sponsored two projects, staked G and is on a panel. The tests build on each other. */
describe('leaving findings, projects, panels and votes with an RPC alone', () => {
  let market: ServicesMarket
  beforeAll(async () => {
    market = await startServicesMarket()
    const { chain, gToken, send } = market
    const transfer = encodeFunctionData({ abi: pTokenAbi, functionName: 'transfer', args: [leaver.address, bond + 100n * coin] })
    await send(chain.keys.deployer, { to: gToken, data: transfer })
    const [access, sending] = [accessOf(), sendingOf(leaver)]
    await findingMove(
      access,
      { kind: 'file', channel: market.channels.PToken, serial: 0, act: 'twoReceipts', number: 3n, loss: assetUnits(0n), evidence: [evidence] },
      sending,
    )
    const now = Number((await market.client.getBlock()).timestamp)
    for (const [goal, text] of [
      [4n * coin, 'funded'],
      [50n * coin, 'not funded'],
    ] as const) {
      const milestones = [{ amount: goal, dueAt: now + 40 * day }]
      await projectMove(
        access,
        { kind: 'propose', project: { payee: stranger.address, fundingUntil: now + 2 * day, milestones, text } },
        sendingOf(stranger),
      )
    }
    for (const [id, amount] of [
      [1n, 4n * coin],
      [2n, 5n * coin],
    ] as const)
      await projectMove(access, { kind: 'sponsor', id, amount }, sending)
    await auditMove(access, { kind: 'join', list: 'Findings', bond }, sending)
  }, 120_000)
  afterAll(async () => await market?.chain.stop())

  const evidence = hex32(keccak256(toBytes('evidence')))

  test('shows each amount, and takes nothing that is not due', async () => {
    const { state } = await read()
    expect(state.unread).toEqual([])
    const [{ amounts } = { amounts: {} }] = exitHoldings(state)
    expect(amounts).toMatchObject({ due: 50n * coin, duties: 9n * coin + bond })
    const plan = planExit(state, { keepOrders: true, skip: new Set() })
    expect(plan.now.filter(({ step }) => step.kind === 'takeDue')).toEqual([])
    expect(actsOf(plan.later)).toEqual(['finding', 'unstaked'])
  })

  test('ends the finding and the project when their time is over, and leaves what is a duty', async () => {
    await market.chain.travel(3 * day + 1)
    const before = await heldBy(market.client, market.gToken, leaver.address)
    const { run } = await read()
    const report = await run(false)
    expect(report.refused).toBeNull()
    expect(actsOf(report.ran.map(({ planned }) => planned)).toSorted()).toEqual(['finding', 'sponsorship'])
    // The pots of G for AI services also leave, so the wallet gets at least the sponsorship.
    expect(await heldBy(market.client, market.gToken, leaver.address)).toBeGreaterThanOrEqual(before + 5n * coin)
    const [{ amounts } = { amounts: {} }] = exitHoldings(report.state)
    expect(amounts).toMatchObject({ due: 0n, duties: 4n * coin + bond })
  })

  test('unstakes G and leaves the panel only on request, and never makes waiting G wait longer', async () => {
    await market.send(leaver, {
      to: await entry('StakedGToken'),
      data: encodeFunctionData({ abi: stakedGTokenAbi, functionName: 'stake', args: [2n * coin] }),
    })
    const waiting = await (await read()).run(true)
    // 1 G waits since before, so the stake stays until that is out.
    expect(actsOf(waiting.ran.map(({ planned }) => planned))).toEqual(['onPanel'])
    await market.chain.travel(14 * day)
    const report = await (await read()).run(true)
    expect(report.refused).toBeNull()
    expect(actsOf(report.ran.map(({ planned }) => planned))).toEqual(expect.arrayContaining(['panelBond', 'staked', 'unstaked']))
    await market.chain.travel(14 * day)
    const last = await (await read()).run(true)
    expect(actsOf(last.ran.map(({ planned }) => planned))).toContain('unstaked')
    const [{ amounts } = { amounts: {} }] = exitHoldings(last.state)
    expect(amounts).toMatchObject({ dueG: 0n })
    const audits = await readAudits(market.client, market.chain.addresses.directory)
    const args = [nameKey('Findings'), leaver.address] as const
    const member = await readContract(market.client, { address: audits?.panels ?? leaver.address, abi: panelsAbi, functionName: 'memberOf', args })
    expect(member.bond).toBe(0n)
  })

  async function entry(name: string) {
    const { directory } = market.chain.addresses
    return address(
      (await readContract(market.client, { address: directory, abi: directoryAbi, functionName: 'get', args: [nameKey(name)] })).toLowerCase(),
    )
  }

  function accessOf() {
    const { rpcUrl } = market.chain
    return { ...openExitAccess({ rpcUrl }), sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, Math.min(ms, 5))) }
  }

  function sendingOf(key: typeof leaver) {
    const wallet = createWalletClient({ account: privateKeyToAccount(key.privateKey), transport: http(market.chain.rpcUrl) })
    const send = (call: Parameters<Parameters<typeof runExit>[1]['send']>[0]) => wallet.sendTransaction({ ...call, chain: null })
    return { account: key.address, directory: market.chain.addresses.directory, send }
  }

  async function read() {
    const access = accessOf()
    const { directory } = market.chain.addresses
    const positions = await findPositions(access, { account: leaver.address, directory, downTo: 0n, onProgress: () => undefined })
    const state = await readExitState(access, positions)
    const { send } = sendingOf(leaver)
    const run = (endDuties: boolean) => runExit(access, { positions, keepOrders: true, endDuties, send, onSent: () => undefined, onRan: expectGas })
    return { state, run }
  }
})

function actsOf(steps: readonly { readonly step: { readonly kind: string; readonly act?: string } }[]) {
  return steps.flatMap(({ step }) => (step.kind === 'takeDue' && step.act !== undefined ? [step.act] : []))
}
