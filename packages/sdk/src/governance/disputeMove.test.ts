import { type ContractCall, disputeCourtAbi, gTokenAbi, readAudits, readCourt, voteCommitment } from '@infinitio/chain'
import { auditStart, createChainClient, forwardTime, setNativeBalances } from '@infinitio/chain/node'
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
import { createWalletClient, encodeFunctionData, http, keccak256, parseEther } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openExitAccess } from '../chain/exitAccess.ts'
import { auditMove } from './auditMove.ts'
import { disputeBond, disputeMove, type DisputeMove, findDispute } from './disputeMove.ts'

const day = 86_400n
const jurors = [0, 1, 2, 3, 4].map((index) => testKey(`juror ${index}`))

describe('disputes about a slash', () => {
  let chain: TestChain
  let access: ReturnType<typeof openExitAccess>
  let seeds: SeedMakers
  let gToken: Address
  let court: Address

  beforeAll(async () => {
    chain = await startTestChain()
    access = openExitAccess({ rpcUrl: chain.rpcUrl })
    const { rpcUrl, addresses } = chain
    const governance = await deployTestGovernance(chain)
    gToken = governance.gToken
    court = (await readCourt(access.client, addresses.directory)) ?? zeroAddress
    seeds = await startSeedMakers({ chain, governance })
    await setNativeBalances(createChainClient({ rpcUrl, timeoutMs: 30_000 }), {
      accounts: jurors.map((juror) => juror.address),
      amount: parseEther('1'),
    })
    const audits = await auditsOf()
    for (const juror of jurors) {
      await give(juror, { amount: auditStart.panels.bond, spender: audits.panels })
      const sending = { account: juror.address, directory: addresses.directory, send: walletOf(juror) }
      await auditMove(access, { kind: 'join', list: 'DisputeCourt', bond: auditStart.panels.bond }, sending)
    }
    await queueFraud(chain, { makers: seeds.makers, culprit: seeds.makers[3] ?? expect.unreachable() })
  }, 120_000)
  afterAll(async () => await chain.stop())

  it('goes from its filing to the pay of a juror', async () => {
    const [slashed, juror] = [seeds.makers[3], jurors[0]]
    if (slashed === undefined || juror === undefined) throw new Error('they have keys')
    const opening = { kind: 'openSlash', purpose: 'Validator' } as const
    expect(await disputeBond(access, opening, { account: slashed.address, directory: chain.addresses.directory })).toBe(parseEther('25'))
    await expect(move(slashed, opening, parseEther('25') - 1n)).rejects.toMatchObject({ code: 'api.invalid_field' })
    await move(slashed, opening, parseEther('25'))
    expect(await stored()).toMatchObject({ state: 'evidence', bond: parseEther('25'), claim: parseEther('250'), slash: { purpose: 'Validator' } })
    await move(slashed, { kind: 'submit', id: 1n, hashes: [hex32(keccak256('0x01'))] })
    await expect(move(juror, { kind: 'request', id: 1n })).rejects.toMatchObject({ code: 'chain.transaction_reverted' })
    await forwardTime(access.client, { seconds: 2n * day })
    await move(juror, { kind: 'request', id: 1n })
    await seeds.playRound()
    await move(juror, { kind: 'draw', id: 1n })
    const { jury } = await stored()
    expect([...(jury?.members ?? [])].sort()).toEqual(jurors.map(({ address }) => address).sort())
    for (const [index, one] of jurors.entries()) await move(one, { kind: 'commit', id: 1n, vote: index === 4 ? 2 : 1 })
    await expect(move(juror, { kind: 'commit', id: 1n, vote: 3 })).rejects.toMatchObject({ code: 'api.invalid_field' })
    for (const kind of ['commit', 'reveal'] as const)
      await expect(move(slashed, { kind, id: 1n, vote: 0 } as DisputeMove)).rejects.toMatchObject({ code: 'api.not_found' })
    // A vote that is revealed too early must already fail on this computer. Otherwise an RPC node would see the vote and its salt before the time for
    // revealing.
    await expect(move(juror, { kind: 'reveal', id: 1n })).rejects.toMatchObject({ code: 'api.invalid_field' })
    await forwardTime(access.client, { seconds: 2n * day })
    // Each wallet derives its salt again, and finds its vote by trying each possible one with the salt.
    for (const one of jurors) await move(one, { kind: 'reveal', id: 1n })
    expect((await stored()).jury?.votes.toSorted()).toEqual([1, 1, 1, 1, 2])
    await move(juror, { kind: 'count', id: 1n })
    expect(await stored()).toMatchObject({ state: 'decided', verdict: 1 })
    await forwardTime(access.client, { seconds: 4n * day })
    await move(juror, { kind: 'execute', id: 1n })
    await move(juror, { kind: 'payJuror', id: 1n, juror: juror.address })
    expect(await stored()).toMatchObject({ state: 'done', jurorPay: parseEther('3.125') })
    await expect(move(juror, { kind: 'payJuror', id: 1n, juror: juror.address })).rejects.toMatchObject({ code: 'chain.transaction_reverted' })
  }, 120_000)

  it('has no dispute under another number, and the contract hashes commitments as this package does', async () => {
    await expect(findDispute(access, { directory: chain.addresses.directory, id: 9n })).rejects.toMatchObject({ code: 'api.not_found' })
    const salt = hex32(keccak256('0x07'))
    const juror = jurors[0]?.address ?? zeroAddress
    const expected = await readContract(access.client, {
      address: court,
      abi: disputeCourtAbi,
      functionName: 'commitmentOf',
      args: [7n, 2, juror, 1, salt],
    })
    expect(voteCommitment({ dispute: 7n, round: 2, juror, vote: 1 }, { chainId: chain.chainId, court, salt })).toBe(expected)
  })

  const stored = () => findDispute(access, { directory: chain.addresses.directory, id: 1n })

  async function move(key: TestKey, act: DisputeMove, mostBond: bigint | null = null): Promise<void> {
    const account = privateKeyToAccount(key.privateKey)
    const signSalt = (message: Parameters<Parameters<typeof disputeMove>[2]['signSalt']>[0]) => account.signTypedData(message)
    await disputeMove(access, act, { account: key.address, directory: chain.addresses.directory, send: walletOf(key), signSalt, mostBond })
  }

  function walletOf(key: TestKey) {
    const wallet = createWalletClient({ account: privateKeyToAccount(key.privateKey), transport: http(chain.rpcUrl) })
    return (call: ContractCall & { readonly gas: bigint }) => wallet.sendTransaction({ ...call, chain: null })
  }

  async function send(key: TestKey | undefined, call: ContractCall): Promise<void> {
    if (key === undefined) throw new Error('each call has a sender')
    await walletOf(key)({ ...call, gas: 900_000n })
  }

  async function give(to: TestKey, { amount, spender }: { amount: bigint; spender: Address }): Promise<void> {
    const data = encodeFunctionData({ abi: gTokenAbi, functionName: 'transfer', args: [to.address, amount] })
    await send(chain.keys.deployer, { to: gToken, data })
    await send(to, { to: gToken, data: encodeFunctionData({ abi: gTokenAbi, functionName: 'approve', args: [spender, amount] }) })
  }

  async function auditsOf() {
    const audits = await readAudits(access.client, chain.addresses.directory)
    if (audits === null) throw new Error('the Directory names the panels')
    return audits
  }
})
