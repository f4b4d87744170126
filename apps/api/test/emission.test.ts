// Long because its tests share one market, in which each epoch depends on the previous epoch.
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import {
  attestationsAbi,
  attestationTypedData,
  anchorCall,
  attestCall,
  commitCall,
  demandLeafCall,
  emissionAbi,
  gOracleAbi,
  nameKey,
  pTokenAbi,
  stakeVaultAbi,
  publishEpochCall,
  readAddresses,
  readAudits,
  readCommitments,
  readEmissionAddresses,
  readFunding,
  readValidatorSet,
  reputationAbi,
} from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/node'
import { deployTestGovernance, testKey } from '@infinitio/chain/test'
import { openTunnel, readAnchorRoot } from '@infinitio/db'
import { type Address, type Hex32, hex32, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { signEnd } from '@infinitio/sdk'
import { modelMove, openExitAccess } from '@infinitio/sdk/governance'
import {
  checkLeaf,
  documentFromWire,
  documentToWire,
  type EpochDocument,
  epochEventLog,
  getEmission,
  getEmissionAccount,
  getEpochBoard,
  getEpochDocument,
  getOpenCredits,
  getOpenLosses,
  postCredit,
  getRootBoard,
  inputsTree,
  isRightLeaf,
  leafHash,
  merkleTree,
  postEpoch,
  postRoot,
  statementOf,
  topOfLeaf,
  verifyDelivery,
  verifyPublishedEpoch,
  workOutReputations,
} from '@infinitio/sdk/emission'
import {
  createWalletClient,
  encodeAbiParameters,
  encodeFunctionData,
  hashTypedData,
  type Hex,
  http,
  keccak256,
  parseEther,
  stringToHex,
  toHex,
} from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noteFaults } from '../src/jobs/noteFaults.ts'
import { loseNodes } from '../src/jobs/watchNodes.ts'
import { noteHours } from '../src/actions/machines/noteHours.ts'
import { type LiveMarket, liveMarket } from './liveMarket.ts'
import { startCli, type TestCli } from './startCli.ts'
import { type Liar, startLiar } from './startLiar.ts'
import { startTestApi, type TestApi } from './startTestApi.ts'
import { startTestEngine, type TestEngine } from './startTestEngine.ts'
import { startTestValidators, type TestValidators } from './startTestValidators.ts'
import { signedLease } from './signedLease.ts'

const isLong = process.env['TEST_LONG'] === '1'
const hour = 3_600
const members = ['one', 'two', 'three', 'four', 'five'].map((name) => testKey(`validator ${name}`))
const [first, second, third, fourth, fifth] = members as [(typeof members)[0], ...typeof members]

describe('the service of emission', () => {
  let api: TestApi
  let engine: TestEngine
  let market: LiveMarket
  let emission: Address
  let liar: Liar | undefined
  let earning = ''
  let cli: TestCli
  const running: TestValidators[] = []
  const run = (keys: readonly ({ privateKey: Hex } | undefined)[], apiUrl?: string) => {
    const known = keys.map((key) => key?.privateKey ?? expect.unreachable('five members'))
    running.push(startTestValidators(api, { keys: known, ...(apiUrl === undefined ? {} : { apiUrl }) }))
  }

  beforeAll(async () => {
    api = await startTestApi()
    const { addresses, keys } = api.chain
    await deployTestGovernance(api.chain, { members, stakes: { voters: [keys.provider.address], stakePerVoter: parseEther('2000000') } })
    cli = startCli(api)
    engine = startTestEngine(api, 'all', { attestorKey: fifth?.privateKey ?? '0x' })
    market = liveMarket(api, engine)
    emission = (await readEmissionAddresses(rpc(), addresses.directory))?.emission ?? zeroAddress
    await market.fund(keys.renter)
  })
  afterAll(async () => {
    await Promise.all(running.map((it) => it.stop()))
    liar?.stop()
    cli?.stop()
    await engine?.stop()
    await api?.stop()
  })

  it('has no price in G for a model and takes no payment before a rate is reported', async () => {
    const { provider, renter } = api.chain.keys
    const wallet = provider.privateKey
    const registered = await cli.run(['model', 'register', 'A model of tests', '--price', '0.5', '--yes', '--json'], { wallet })
    expect([registered.code, registered.err]).toEqual([0, ''])
    await api.services.clock.refresh()
    expect(await api.client.getModel(1)).toMatchObject({ name: 'A model of tests', payee: provider.address, rate: null, payments: 0, paid: '0' })
    for (const words of [
      ['model', 'quote', '1', '3'],
      ['model', 'pay', '1', '3', '--yes'],
    ]) {
      const refused = await cli.run(words, { wallet: renter.privateKey })
      expect([refused.code, refused.err]).toEqual([61, expect.stringContaining('chain.g_rate_missing')])
    }
    // The exit page reads only the chain and not the API. It must show the same rate as the API, and it must be able to make the same payment.
    const access = openExitAccess({ rpcUrl: api.chain.rpcUrl })
    const sender = createWalletClient({ account: privateKeyToAccount(renter.privateKey), transport: http(api.chain.rpcUrl) })
    const move = { kind: 'pay', id: 1n, units: 3n, mostG: 10n ** 18n, note: zeroHex32 } as const
    const sending = {
      account: renter.address,
      directory: api.chain.addresses.directory,
      send: (call: object) => sender.sendTransaction({ ...call, chain: null }),
    }
    await expect(modelMove(access, move, sending)).rejects.toMatchObject({ code: 'chain.g_rate_missing' })
  })

  it('publishes what serving earned when four of five calculated it alike, not three, and not with one that has other data', async () => {
    await market.travel(hour - ((await now()) % hour))
    const node = await market.list('earns')
    earning = node.node
    // Let the node count as present (connected and sending heartbeats) for the next hour, however long this test takes.
    const sql = "insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() + interval '1 hour', false)"
    await api.owner.query(sql, [node.node])
    await openTunnel(api.owner, { id: randomUUID(), nodeId: node.node, gatewayId: 'test', connectedAt: new Date(Date.now() + 3_600_000) })
    await look()
    const lease = await market.runLease(node)
    await market.travel(1_200)
    const chain = await api.client.getChain()
    await api.client.placeRelay(await signEnd(api.accounts.renter, { lease: await signedLease(api, lease.leaseId), accept: true, chain }))
    await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    const epoch = Math.floor((await now()) / hour)
    await market.travel(hour + 100)
    run([first, second, third])
    run([fifth], await liarUrl())
    await until('four have signed', async () => (await board()).length === 4)
    const signed = await board()
    const statements = new Map<string, number>()
    for (const { statement } of signed) statements.set(statement, (statements.get(statement) ?? 0) + 1)
    expect([...statements.values()].toSorted()).toEqual([1, 3])
    const agreed = [...statements].find(([, count]) => count === 3)?.[0]
    expect(signed.find(({ signer }) => signer === fifth?.address)?.statement).not.toBe(agreed)
    // Wait until it was each validator's turn at least once to publish the emission epoch. None of them could do so, because only three of the four signatures
    // are for the same root.
    await until('some rounds have passed', async () => (await rpc().getBlockNumber()) > blockOfSigning + 12n)
    expect((await getEmission(api.client.transport)).emission).toMatchObject({
      ...{ lastEpoch: 0, validators: 5, epochs: [] },
      set: { members: expect.arrayContaining(members.map(({ address }) => ({ account: address, stake: expect.stringMatching(/^[1-9]\d+$/) }))) },
    })
    run([fourth])
    await until('the epoch is published', async () => (await standing())?.lastEpoch === epoch)
    const shown = await standing()
    expect(shown?.factors).toMatchObject({ environmentFloor: `${8n * 10n ** 17n}`, minerShare: `${(10_000n * 10n ** 18n) / 10_001n}` })
    expect(shown?.epochs).toMatchObject([{ epoch, previous: 0, statement: agreed, state: 'open', activeNodes: 1, hasDocument: true }])
    const earned = { nodes: 1, earned: shown?.epochs[0]?.total }
    expect(shown?.earnings).toMatchObject({ classes: [earned], regions: [{ ...earned, name: expect.any(String) }] })
    expect(BigInt(shown?.epochs[0]?.total ?? 0)).toBeGreaterThan(0n)
    expect((await verify(BigInt(epoch))).differences).toEqual([])
  })

  it.skipIf(!isLong)(
    'shows a chunk and the top of a leaf when somebody demands them; half of each bond is the validator’s who answered',
    async () => {
      const { provider, renter } = api.chain.keys
      const { pToken } = api.chain.addresses
      const [shown] = (await standing())?.epochs ?? []
      const { terms, leaves } = documentFromWire(await getEpochDocument(api.client.transport, shown?.statement ?? ''))
      const [leaf] = leaves
      if (leaf === undefined) throw new Error('one leaf')
      const hash = toHex(leafHash({ chainId: BigInt(api.chain.chainId), emission, epoch: terms.epoch })(leaf))
      const { challengeBond } = await rpc().readContract({ address: emission, abi: emissionAbi, functionName: 'limits' })
      const token = (functionName: 'transfer' | 'approve', to: Address) => {
        return { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName, args: [to, 2n * challengeBond] }) }
      }
      await market.send(provider, token('transfer', renter.address))
      await market.send(renter, token('approve', emission))
      // The Merkle tree has only one leaf, so its proof is empty. The leaf's inputs are published in chunks; its only node is in chunk 0.
      const claim = { provider: leaf.provider, cumulative: leaf.cumulative, proof: [] }
      const open = (chunk: number) => {
        const name = keccak256(encodeAbiParameters([{ type: 'bytes32' }, { type: 'uint32' }], [hash, chunk]))
        return { address: emission, abi: emissionAbi, functionName: 'demandOf', args: [name] } as const
      }
      const parts = [0, topOfLeaf]
      for (const chunk of parts) {
        await market.send(renter, demandLeafCall({ emission, epoch: terms.epoch, leaf: claim, chunk }))
        expect((await rpc().readContract(open(chunk))).challenger.toLowerCase()).toBe(renter.address)
      }
      for (const chunk of parts)
        await until('a validator has answered', async () => (await rpc().readContract(open(chunk))).challenger === zeroAddress)
      const answered = await rpc().getContractEvents({
        address: emission,
        abi: emissionAbi,
        eventName: 'DemandAnswered',
        fromBlock: 0n,
        strict: true,
      })
      const validators = members.map(({ address }) => address)
      expect(answered.map(({ args }) => [args.bond, validators.includes(args.answerer.toLowerCase() as Address)])).toEqual([
        [challengeBond, true],
        [challengeBond, true],
      ])
      expect((await standing())?.lastEpoch).toBe(shown?.epoch)
    },
  )

  it('pays the provider what its leaf says when the challenge is over', async () => {
    const { provider } = api.chain.keys
    const account = async () => await getEmissionAccount(api.client.transport, provider.address)
    const [shown] = (await standing())?.epochs ?? []
    expect(await account()).toMatchObject({
      claim: null,
      claimed: '0',
      pending: shown?.total,
      nodes: [
        {
          id: earning,
          regionName: expect.any(String),
          // The provider has filed no proof of green energy for this node, so it gets the smallest environment factor.
          ...{ provenEnergy: '0', environment: `${8n * 10n ** 17n}` },
          rebate: shown?.total,
          programmeShares: '0',
          siteSquares: `${10n ** 18n}`,
          emission: shown?.total,
        },
      ],
    })
    await market.travel(24 * hour)
    await api.services.clock.refresh()
    const { claim, pending } = await account()
    expect([claim?.amount, pending]).toEqual([shown?.total, '0'])
    if (claim === null) throw new Error('the epoch is final')
    const balance = async () =>
      await rpc().readContract({ address: api.chain.addresses.pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [provider.address] })
    const before = await balance()
    expect(JSON.parse((await cli.run(['epoch', 'verify', `${claim.epoch}`, '--json'])).out)).toMatchObject({
      epoch: claim.epoch,
      leaves: 1,
      quorum: { members: 5, signers: 4, isFull: true },
      differences: [],
    })
    const wallet = api.chain.keys.renter.privateKey
    const claiming = await cli.run(['epoch', 'claim', provider.address, '--yes', '--json'], { wallet })
    expect(JSON.parse(claiming.out)).toMatchObject({ amount: claim.amount })
    expect((await balance()) - before).toBe(BigInt(claim.amount))
    await api.services.clock.refresh()
    expect(await account()).toMatchObject({ claim: null, claimed: shown?.total, pending: '0' })
    expect((await cli.run(['epoch', 'claim', provider.address, '--yes', '--json'], { wallet })).code).not.toBe(0)
    expect(JSON.parse((await cli.run(['epoch', 'list', '--json'])).out).emission.concentration).toEqual({
      providers: 1,
      hhi: `${10n ** 18n}`,
      gini: '0',
      nakamoto: 1,
    })
    const told = await cli.run(['epoch', 'show', provider.address])
    expect([told.out.includes(earning), told.out.includes('Nakamoto')]).toEqual([true, true])
  })

  it('burns and shares the market’s fees by the member whose turn the hour is, and the treasury shows its part', async () => {
    const treasury = async () => {
      await api.services.clock.refresh()
      return await api.client.getTreasury()
    }
    // Either of the two can happen first: the split of the fees or the minting of G.
    await until('fees are split and G is minted', async () => {
      const { days, moves } = await treasury()
      return days.some(({ burned }) => burned !== '0') && moves.some(({ token }) => token === 'g')
    })
    const { days, moves, account } = await treasury()
    const today = days.at(-1)
    expect(days).toHaveLength(30)
    const sumOf = (key: 'burned' | 'ptIn' | 'ptOut') => days.reduce((sum, day) => sum + BigInt(day[key]), 0n)
    const [burned, came] = [sumOf('burned'), sumOf('ptIn')]
    // The FeeSplitter contract sends a quarter of the fees to the treasury and burns half of them. It also burns the remainder of rounding.
    expect([came > 0n, burned >= 2n * came && burned < 2n * came + 4n, sumOf('ptOut')]).toEqual([true, true, 0n])
    expect(moves.find(({ token }) => token === 'pt')).toMatchObject({
      token: 'pt',
      direction: 'in',
      amount: `${came}`,
      name: 'FeeSplitter',
      proposal: null,
    })
    expect(moves.find(({ token }) => token === 'g')).toMatchObject({ token: 'g', direction: 'in', name: 'mint' })
    expect(today?.day).toBe(Math.floor((await now()) / 86_400) * 86_400)
    const held = { address: api.chain.addresses.pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [account as Address] } as const
    expect(await rpc().readContract(held)).toBe(came)
    expect(JSON.parse((await cli.run(['govern', 'treasury', '--json'])).out)).toMatchObject({ account, moves })
  })

  it.skipIf(!isLong)('removes an epoch that a quorum signed with a wrong leaf; verifying names it', async () => {
    await Promise.all(running.splice(0).map((it) => it.stop()))
    const [last] = (await standing())?.epochs ?? []
    if (last === undefined) throw new Error('an epoch stands')
    const before = documentFromWire(await getEpochDocument(api.client.transport, last.statement))
    const wrong = await wrongEpoch(before)
    const epoch = Number(wrong.terms.epoch)
    const posted = { document: documentToWire(wrong), signed: null }
    await expect(postEpoch(api.client.transport, posted)).rejects.toMatchObject({ code: 'api.invalid_field' })
    await publishBySignatures(wrong)
    await postEpoch(api.client.transport, posted)
    // A leaf must equal the sum of the results of its nodes. In the wrong epoch, the leaf claims more than that sum. Validators signed the roots of that epoch,
    // but anybody can repeat the calculation and find the error.
    const right = await checked(last.statement)
    expect([isRightLeaf(right), right.workedOut]).toEqual([true, before.leaves[0]?.cumulative])
    const refuted = await checked((await standing())?.epochs[0]?.statement ?? '')
    expect(refuted).toMatchObject({ isOnChain: true, hasRoots: true, cumulative: wrong.leaves[0]?.cumulative })
    expect([isRightLeaf(refuted), refuted.wrongPart]).toEqual([false, { chunk: 0, published: 5n, expected: 0n }])
    const told = await cli.run(['epoch', 'verify', '--json'])
    expect([told.code, told.err]).toEqual([150, expect.stringContaining('emission.epoch_disagrees')])
    expect(await verify(wrong.terms.epoch)).toMatchObject({
      leaves: 1,
      differences: [
        { what: 'root' },
        { what: 'total' },
        { what: 'leaf', published: wrong.leaves[0]?.cumulative, expected: before.leaves[0]?.cumulative },
      ],
    })
    expect((await standing())?.lastEpoch).toBe(epoch)
    const bonds = await Promise.all(members.map(bondOf))
    run([second])
    await until('the epoch is taken back', async () => (await standing())?.lastEpoch === last.epoch)
    // Four validators signed the wrong epoch. One of them proves that it is wrong, and submits the signatures of the other three. So only these three lose a
    // part of their bond.
    const others = (await wrongSigners()).filter((account) => account !== second?.address)
    const losses = async () => {
      const now = await Promise.all(members.map(bondOf))
      return members.map(({ address }, place) => [address, (bonds[place] ?? 0n) - (now[place] ?? 0n)] as const)
    }
    await until('who signed it has paid', async () => (await losses()).filter(([, lost]) => lost > 0n).length === others.length)
    for (const [place, [account, lost]] of (await losses()).entries())
      expect(lost).toBe(others.includes(account) ? ((bonds[place] ?? 0n) + 9n) / 10n : 0n)
  })

  it.skipIf(!isLong)('ends a lost lease when three of its programs and the attestor of the engine have signed, and its provider pays', async () => {
    const node = await market.list('lost')
    const lease = await market.runLease(node)
    await market.travel(900)
    const sql = 'insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() - make_interval(secs => 200), true)'
    await api.owner.query(sql, [node.node])
    expect(await loseNodes(api.services, { watchedSinceMs: Date.now() - 3_600_000 })).toBe(1)
    await noteHours(api.services)
    expect(await noteFaults(api.services)).toBe(1)
    const { items } = await getOpenLosses(api.client.transport)
    expect(items).toMatchObject([{ leaseId: `${lease.leaseId}`, nodeId: node.node }])
    run([third, fourth])
    await until('three have signed', async () => (await api.owner.query('select signer from loss_signatures', [])).length === 3)
    const lost = await market.leaseWhen(lease.leaseId, 'the lease is ended', ({ state }) => state === 'ended')
    expect([lost.endReason, lost.endAt]).toEqual([5, BigInt(items[0]?.since ?? 0)])
    expect(lost.compensation).toBeGreaterThan(0n)
    expect((await getOpenLosses(api.client.transport)).items).toEqual([])
  })

  it.skipIf(!isLong)('removes the time without a machine from the bill when its programs signed that nobody of the lease is at fault', async () => {
    const node = await market.list('unreachable')
    const lease = await market.runLease(node)
    await market.travel(900)
    const from = Number(lease.readyAt ?? 0n) + 100
    const record = async (incident: string, rule: number, until: number | null) =>
      await api.owner.query(
        `insert into fault_records (bid_hash, lease_id, node_id, provider, incident, from_at, until_at, facts, party, rule, source)
         select bid_hash, lease_id, node_id, provider, $2, $3, $4, '{}', 'nobody', $5, 'none' from leases where lease_id = $1`,
        [lease.leaseId, incident, from, until, rule],
      )
    await record('reboot', 4, from + 200)
    await record('unreachable', 10, null)
    expect((await getOpenCredits(api.client.transport)).items).toEqual([])
    await api.owner.query("update fault_records set until_at = $1 where incident = 'unreachable'", [from + 240])
    const { items } = await getOpenCredits(api.client.transport)
    expect(items).toEqual([{ leaseId: `${lease.leaseId}`, nodeId: node.node, seconds: 240, rule: 10 }])
    const stranger = { setHash: zeroHex32, signer: zeroAddress, signature: `0x${'11'.repeat(65)}` }
    const epochNow = Math.floor((await now()) / hour)
    await expect(postCredit(api.client.transport, { leaseId: `${lease.leaseId}`, epoch: epochNow, signed: stranger })).rejects.toMatchObject({
      code: 'auth.signature_wrong_signer',
    })
    await expect(postCredit(api.client.transport, { leaseId: '999', epoch: epochNow, signed: stranger })).rejects.toMatchObject({
      code: 'api.not_found',
    })
    const credited = await market.leaseWhen(lease.leaseId, 'the time is removed', ({ creditSeconds }) => creditSeconds === 240n)
    expect(credited.state).toBe('active')
    const signed = await api.owner.query<{ signer: string }>('select distinct signer from credit_signatures', [])
    expect(signed.length).toBeGreaterThanOrEqual(2)
    expect((await getOpenCredits(api.client.transport)).items).toEqual([])
    const { items: faults } = await (await api.signedIn(api.accounts.renter)).listLeaseFaults(String(lease.leaseId))
    expect(faults.find(({ incident }) => incident === 'unreachable')).toMatchObject({ creditSeconds: 240, owedSeconds: 240 })
    // The second outage of the machine can only be credited in the next hour, because validators sign only one root per list of credits and hour.
    await record('unreachable', 3, from + 400)
    await api.owner.query("update fault_records set from_at = until_at - 60 where incident = 'unreachable' and rule = 3", [])
    expect((await getOpenCredits(api.client.transport)).items).toMatchObject([{ seconds: 300, rule: 3 }])
    await market.travel(hour)
    const again = await market.leaseWhen(lease.leaseId, 'the second time is removed', ({ creditSeconds }) => creditSeconds === 300n)
    expect(again.creditSeconds).toBe(300n)
  })

  it.skipIf(!isLong)('keeps only leaves with the roots of their terms, and one signature of a member for an epoch', async () => {
    const [last] = (await standing())?.epochs ?? []
    const known = documentFromWire(await getEpochDocument(api.client.transport, last?.statement ?? ''))
    const epoch = BigInt(Math.floor((await now()) / hour))
    const document = { ...known, terms: { ...known.terms, epoch } }
    const rooted = rootedAgain(document)
    const other = rootedAgain({ ...document, terms: { ...document.terms, due: 1n } })
    const post = async (it: EpochDocument, key = third, setHash?: Hex) => await postEpoch(api.client.transport, await signedBy(it, key, setHash))
    const stranger = testKey('stranger')
    await expect(post(document)).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(post(rooted, stranger)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(post(rooted, third, `0x${'1'.repeat(64)}`)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const forged = await signedBy(rooted, stranger)
    const signed = { ...forged, signed: { ...forged.signed, signer: third?.address ?? zeroAddress } }
    await expect(postEpoch(api.client.transport, signed)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await post(rooted)
    await post(rooted)
    const bond = await bondOf(third)
    await expect(post(other)).rejects.toMatchObject({ code: 'api.idempotency_conflict' })
    await until('the second root costs half of the bond', async () => (await bondOf(third)) < bond)
    const old = rootedAgain({ ...document, terms: { ...document.terms, epoch: epoch - 30n } })
    await expect(post(old)).rejects.toMatchObject({ code: 'api.invalid_field' })
    for (const query of ['first=5&last=4', 'first=0&last=72', `first=${epoch}&last=${epoch}`, 'first=1&last=1'])
      expect((await api.send('GET', `/emission/hours?${query}`)).body.code).toMatch(/api\.(invalid_field|not_found)/)
  })

  it.skipIf(!isLong)(
    'attests the reputation of every provider, signed by four members that calculated it alike, and has a rate of G from four reports',
    async () => {
      // Move to the end of the first hour of the day after tomorrow, when reputations are attested. By then, all exchange rates that were reported earlier are
      // too old.
      await market.travel(24 * hour + ((25 * hour + 100 - ((await now()) % (24 * hour))) % (24 * hour)))
      const travelledTo = await now()
      // The validators that were punished for the wrong epoch now have too small a bond to report exchange rates, and the other two are not enough for a rate.
      await bondAgain()
      run([first])
      const { directory, attestations } = api.chain.addresses
      const attested = async () =>
        await rpc().readContract({ address: attestations, abi: attestationsAbi, functionName: 'attestedOf', args: [nameKey('reputation')] })
      const epoch = BigInt(Math.floor((await now()) / (24 * hour)) * 24)
      await until('reputations are attested', async () => (await attested()).epoch === epoch)
      const { root, full } = await attested()
      expect(full).toBe(true)
      const tree = await workOutReputations(await accessOf(), { epoch, head: await rpc().getBlockNumber() })
      if (tree === null) throw new Error('one provider has a past')
      expect(toHex(tree.root)).toBe(root)
      // The provider fulfilled one lease. The other one was lost with its machine; it is closed by now and counts against the provider.
      const [own] = tree.reputations
      expect([tree.reputations.length, own?.account]).toEqual([1, api.chain.keys.provider.address])
      expect([(own?.fulfilled ?? 0n) > 0n, (own?.failed ?? 0n) > 0n]).toEqual([true, true])
      const [audits, funding] = await Promise.all([readAudits(rpc(), directory), readFunding(rpc(), directory)])
      if (audits === null || funding === null || own === undefined) throw new Error('the Directory names them')
      const { account, fulfilled, failed, mean } = own
      const proof = (tree.proofOf(account) ?? []).map((sibling) => toHex(sibling))
      const asked = { address: audits.reputation, abi: reputationAbi, functionName: 'meanOf', args: [{ account, fulfilled, failed }, proof] } as const
      expect(await rpc().readContract(asked)).toEqual([mean, epoch])
      const rate = { address: funding.rateOracle, abi: gOracleAbi, functionName: 'lastRate' } as const
      await until('a rate is taken', async () => {
        const [taken, takenAt] = await rpc().readContract(rate)
        return taken === parseEther('1.1') && takenAt >= travelledTo
      })

      await api.services.clock.refresh()
      const { privateKey: wallet, address: payer } = api.chain.keys.renter
      const quoted = await cli.run(['model', 'quote', '1', '3', '--json'])
      expect([quoted.code, quoted.err]).toEqual([0, ''])
      expect(JSON.parse(quoted.out)).toMatchObject({
        pTokenAmount: `${parseEther('1.5')}`,
        gAmount: `${parseEther('1.65')}`,
        rate: `${parseEther('1.1')}`,
      })
      const paid = await cli.run(['model', 'pay', '1', '3', '--note', 'for tests', '--yes', '--json'], { wallet })
      expect([paid.code, JSON.parse(paid.out)]).toEqual([0, { txHash: expect.any(String) }])
      const shown = await cli.run(['model', 'show', '1', '--json'])
      const payment = { payer, units: '3', gAmount: `${parseEther('1.65')}`, note: stringToHex('for tests', { size: 32 }) }
      expect(JSON.parse(shown.out)).toMatchObject({ payments: 1, paid: `${parseEther('1.65')}`, latest: [payment] })

      // The board is the API's list of signed roots, for the hours of the last day. For each hour it stores only the first root of each validator, and nothing
      // from other accounts.
      const set = await readValidatorSet(rpc(), attestations, { known: null })
      const post = async (it: Hex32, { key = third, at = Number(epoch) }: { key?: typeof third; at?: number } = {}) => {
        if (set === null || key === undefined) throw new Error('a set was formed')
        const named = { setHash: set.setHash, subject: 'reputation', epoch: BigInt(at), root: it }
        const hash = hashTypedData(attestationTypedData(named, { chainId: api.chain.chainId, attestations }))
        const signature = (await privateKeyToAccount(key.privateKey).sign({ hash })).toLowerCase()
        return await postRoot(api.client.transport, {
          subject: 'reputation',
          epoch: at,
          root: it,
          signed: { setHash: set.setHash, signer: key.address, signature },
        })
      }
      expect(await post(hex32(root))).toEqual({ statement: root })
      const other = hex32(`0x${'7'.repeat(64)}`)
      await expect(post(other)).rejects.toMatchObject({ code: 'api.idempotency_conflict' })
      await expect(post(other, { at: Number(epoch) - 30 })).rejects.toMatchObject({ code: 'api.invalid_field' })
      await expect(post(other, { key: testKey('stranger') })).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
      const items = (await getRootBoard(api.client.transport)).items.filter((item) => item.subject === 'reputation' && item.epoch === Number(epoch))
      expect(items.every((item) => item.root === root)).toBe(true)
      // The other validators submit the third validator's two contradicting signatures to the chain, which costs it half of its bond. After that, the test pays
      // the bond again.
      await until('the second root costs half of the bond', async () => (await bondOf(third)) < (await bondOf(fourth)))
      await bondAgain()
    },
  )

  it.skipIf(!isLong)('measures promised capacity by the anchored journal: kept bonds return, a default is slashed and notified', async () => {
    const { provider, renter } = api.chain.keys
    const { pToken } = api.chain.addresses
    // Start the validators, unless an earlier test has already started them.
    if (running.length === 0) run([first, second, third, fourth])
    const node = await market.list('promised')
    const price = node.ask.pricePerGpuSecond
    const begin = (Math.floor((await now()) / hour) + 2) * hour
    const bond = parseEther('10')
    const window = { classId: 0, from: begin, until: begin + hour, pricePerGpuSecond: price, bond }
    const futures = (await accessOf()).contracts.futuresCommitment ?? zeroAddress
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [futures, 2n * bond] })
    await market.send(provider, { to: pToken, data: approve })
    await market.send(provider, commitCall(futures, { ...window, gpuSeconds: BigInt(hour), promisedTo: null }))
    // The second commitment promises more GPU-seconds than all machines of the provider together can deliver in that time.
    await market.send(provider, commitCall(futures, { ...window, gpuSeconds: 40n * BigInt(hour), promisedTo: renter.address }))
    expect((await api.client.listCommitments({ account: renter.address })).items).toMatchObject([{ id: 2, state: 'ahead', delivered: null }])
    // The machine is present for the whole hour of both promises, and is leased after its first ten minutes. That fulfils the first promise. For the second
    // one, the provider delivers much less than it promised.
    await api.owner.query('insert into node_hours (hour, node_id, seconds) values ($1, $2, 3600)', [BigInt(begin / hour), node.node])
    await market.travel(begin + 600 - (await now()))
    await market.runLease(node)
    await market.travel(begin + 2 * hour + 100 - (await now()))
    expect((await api.client.getCommitment(1)).state).toBe('measuring')
    // Deliveries are calculated from the journal. There is no result until the chain has an anchor (a stored hash of the journal) from a time after the
    // promised one.
    expect((await verifyOne(1n)).delivered).toBeNull()
    await anchorJournal()
    await until('what was delivered is recorded', async () => (await commitmentsNow()).every(({ recordedAt }) => recordedAt !== null))
    const [kept, failed] = await commitmentsNow()
    const delivered = failed?.delivered ?? 0n
    expect(kept?.delivered).toBe(BigInt(hour))
    expect([delivered >= 0n, delivered < 4n * BigInt(hour)]).toEqual([true, true])
    expect(await verifyOne(2n)).toMatchObject({ delivered, agrees: true })
    const verified = await cli.run(['commitment', 'verify', '2', '--json'])
    expect(JSON.parse(verified.out)).toEqual({ id: 2, promised: 40 * hour, delivered: Number(delivered), recorded: Number(delivered), agrees: true })
    await market.travel(72 * hour)
    await until('the bonds are shared out', async () => (await commitmentsNow()).every(({ isSettled }) => isSettled))
    const slashed = (bond * (40n * BigInt(hour) - delivered) * 5_000n + 40n * BigInt(hour) * 10_000n - 1n) / (40n * BigInt(hour) * 10_000n)
    await api.services.clock.refresh()
    expect(await api.client.getCommitment(2)).toMatchObject({ state: 'settled', slashed: `${slashed}`, compensated: `${slashed / 10n}` })
    const balance = async (account: Address) =>
      await rpc().readContract({ address: pToken, abi: pTokenAbi, functionName: 'balanceOf', args: [account] })
    for (const [key, owed] of [
      [provider, 2n * bond - slashed],
      [renter, slashed / 10n],
    ] as const) {
      const before = await balance(key.address)
      const paid = await cli.run(['commitment', 'withdraw', '--yes', '--json'], { wallet: key.privateKey })
      expect([paid.code, (await balance(key.address)) - before]).toEqual([0, owed])
    }
    // A fulfilled promise raises the provider's reputation, and a broken one lowers it, each in proportion to the value of the promise.
    const epoch = BigInt(Math.floor((await now()) / hour) - 1)
    await market.travel(hour)
    const past = await workOutReputations(await accessOf(), { epoch: epoch + 1n, head: await rpc().getBlockNumber() })
    const before = await workOutReputations(await accessOf(), { epoch: epoch - 72n, head: await rpc().getBlockNumber() })
    expect((past?.reputations[0]?.failed ?? 0n) > (before?.reputations[0]?.failed ?? 0n)).toBe(true)
  })

  it.skipIf(!isLong)('records the outage of a node that was silent at the start of a lease, so that its no-show compensates', async () => {
    const node = await market.list('absent')
    const lease = await market.bookLease(node)
    const sql = 'insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() - make_interval(secs => 200), true)'
    await api.owner.query(sql, [node.node])
    expect(await loseNodes(api.services, { watchedSinceMs: Date.now() - 3_600_000 })).toBe(1)
    await noteHours(api.services)
    expect(await noteFaults(api.services)).toBe(1)
    const { items } = await getOpenLosses(api.client.transport)
    expect(items).toMatchObject([{ leaseId: `${lease.leaseId}`, nodeId: node.node, start: Number(lease.startAt) }])
    await market.travel(130)
    const wasUnreachable = () =>
      rpc().readContract({
        ...{ address: api.chain.addresses.attestations, abi: attestationsAbi },
        ...{ functionName: 'unreachableAt', args: [hex32(node.node), lease.startAt] },
      })
    await until('the outage is recorded', wasUnreachable)
    await market.travel(4_300)
    const over = await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
    expect(over).toMatchObject({ endReason: 6, pay: 0n, refund: lease.escrow })
    expect(over.compensation).toBeGreaterThan(0n)
    expect((await getOpenLosses(api.client.transport)).items).toEqual([])
  })

  let blockOfSigning = 0n
  const bondOf = async (member: { address: Address } | undefined) =>
    await rpc().readContract({
      ...{ address: api.chain.addresses.stakeVault, abi: stakeVaultAbi },
      ...{ functionName: 'atRisk', args: [member?.address ?? zeroAddress, nameKey('Validator')] },
    })
  const rpc = () => createChainClient({ rpcUrl: api.chain.rpcUrl, timeoutMs: 30_000 })
  const now = async () => Number((await rpc().getBlock()).timestamp)
  const board = async () => {
    const { items } = await getEpochBoard(api.client.transport)
    blockOfSigning = await rpc().getBlockNumber()
    return items
  }
  const standing = async () => {
    await api.services.clock.refresh()
    return (await getEmission(api.client.transport)).emission
  }

  /** Waits for other processes, and mines blocks while it waits. */
  async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    for (const deadline = performance.now() + 120_000; !(await isSo()); await delay(200)) {
      if (performance.now() > deadline) throw new Error(`waited two minutes in vain until ${what}`)
      await api.chain.mine(1)
    }
  }

  async function commitmentsNow() {
    const { contracts } = await accessOf()
    return await readCommitments(rpc(), { futuresCommitment: contracts.futuresCommitment ?? zeroAddress })
  }

  async function verifyOne(id: bigint) {
    return await verifyDelivery(await accessOf(), { id, head: await rpc().getBlockNumber() })
  }

  /** Sends the newest hash of the journal to the chain, as the engine does once an hour in production. */
  async function anchorJournal(): Promise<void> {
    const root = (await readAnchorRoot(api.owner))?.hash ?? ''
    const { attestations } = api.chain.addresses
    await market.send(api.chain.keys.sender, anchorCall({ attestations, epoch: BigInt(Math.floor((await now()) / hour)), root: hex32(`0x${root}`) }))
  }

  /** Credits one more minute of serving time to each node that is present now. */
  async function look(): Promise<void> {
    await api.services.clock.refresh()
    await noteHours(api.services)
    await api.owner.query("update node_hours_look set looked_at = now() - interval '60 seconds'", [])
    await noteHours(api.services)
  }

  async function checked(statement: string) {
    const leaf = { transport: api.client.transport, contract: emission, statement, provider: api.chain.keys.provider.address }
    return await checkLeaf(openExitAccess({ rpcUrl: api.chain.rpcUrl }), leaf)
  }

  async function verify(epoch: bigint) {
    return await verifyPublishedEpoch(await accessOf(), { epoch, head: await rpc().getBlockNumber() })
  }

  async function accessOf() {
    const client = rpc()
    const found = await readEmissionAddresses(client, api.chain.addresses.directory)
    if (found === null) throw new Error('emission is deployed')
    const contracts = { addresses: await readAddresses(client, api.chain.addresses.directory), ...found }
    return { client, transport: api.client.transport, contracts, events: epochEventLog(client, contracts) }
  }

  /** Starts a dishonest proxy of the API, which reports 59 seconds of serving time instead of 60. Returns its URL. */
  async function liarUrl(): Promise<string> {
    liar = await startLiar(api, (text) => text.replaceAll('"seconds":60', '"seconds":59'))
    return liar.url
  }

  /** Pays the missing part of the bond for every validator that lost some of it, from the provider's wallet. */
  async function bondAgain(): Promise<void> {
    const { stakeVault, pToken, attestations } = api.chain.addresses
    const { provider } = api.chain.keys
    const least = await rpc().readContract({ address: attestations, abi: attestationsAbi, functionName: 'minStake' })
    const approve = encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, 5n * least] })
    await market.send(provider, { to: pToken, data: approve })
    const purpose = nameKey('Validator')
    for (const { address } of members) {
      const bonded = await rpc().readContract({ address: stakeVault, abi: stakeVaultAbi, functionName: 'atRisk', args: [address, purpose] })
      if (bonded >= least) continue
      const bond = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [address, purpose, least - bonded] })
      await market.send(provider, { to: stakeVault, data: bond })
    }
  }

  /** Returns the document of a wrong epoch: its only leaf claims 5 units that none of its nodes earned. */
  async function wrongEpoch({ terms, leaves }: EpochDocument): Promise<EpochDocument> {
    const [leaf] = leaves
    if (leaf === undefined) throw new Error('one leaf')
    const inputs = { before: leaf.cumulative, isBonded: true, hasVerifiedTask: true, shares: [], sums: [5n] }
    const money = { total: 5n, due: 5n, available: 5n, burned: 10n, budgets: [] }
    const epoch = BigInt(Math.floor((await now()) / hour) - 1)
    return rootedAgain({
      terms: { ...terms, ...money, epoch, previous: terms.epoch },
      leaves: [{ provider: leaf.provider, cumulative: leaf.cumulative + 5n, inputs }],
    })
  }

  function rootedAgain({ terms, leaves }: EpochDocument): EpochDocument {
    const domain = { chainId: BigInt(api.chain.chainId), emission, epoch: terms.epoch }
    const rootOf = ({ hashes }: { hashes: readonly Uint8Array[] }) => toHex(hashes[0] ?? new Uint8Array(32))
    return { leaves, terms: { ...terms, leaves: rootOf(merkleTree(leaves.map(leafHash(domain)))), inputs: rootOf(inputsTree(leaves, domain)) } }
  }

  /** Returns the first four validators of the set. In this test, they sign the wrong epoch. */
  async function wrongSigners(): Promise<readonly Address[]> {
    const set = await readValidatorSet(rpc(), api.chain.addresses.attestations, { known: null })
    return set?.members.slice(0, 4).map(({ account }) => account) ?? []
  }

  async function publishBySignatures({ terms }: EpochDocument): Promise<void> {
    const { attestations } = api.chain.addresses
    const root = statementOf(terms, { chainId: BigInt(api.chain.chainId), emission })
    const set = await readValidatorSet(rpc(), attestations, { known: null })
    if (set === null) throw new Error('a set was formed')
    const signers = (await wrongSigners()).map((account) => members.find(({ address }) => address === account))
    const typed = attestationTypedData(
      { setHash: set.setHash, subject: 'emission', epoch: terms.epoch, root },
      { chainId: api.chain.chainId, attestations },
    )
    const signatures = await Promise.all(signers.map((key) => privateKeyToAccount(key?.privateKey ?? '0x').sign({ hash: hashTypedData(typed) })))
    const proof = { members: set.members.map(({ word }) => word), bitmap: 0b1111n, signatures }
    await market.send(api.chain.keys.deployer, attestCall({ attestations, subject: nameKey('emission'), epoch: terms.epoch, root, proof }))
    await market.send(api.chain.keys.deployer, publishEpochCall({ emission, terms }))
    await api.services.clock.refresh()
    expect(await rpc().readContract({ address: emission, abi: emissionAbi, functionName: 'lastEpoch' })).toBe(terms.epoch)
  }

  async function signedBy(document: EpochDocument, key: { privateKey: Hex; address: Address } | undefined, setHash?: Hex) {
    const { attestations } = api.chain.addresses
    const set = await readValidatorSet(rpc(), attestations, { known: null })
    if (set === null || key === undefined) throw new Error('a set was formed')
    const of = setHash ?? set.setHash
    const root = statementOf(document.terms, { chainId: BigInt(api.chain.chainId), emission })
    const typed = attestationTypedData(
      { setHash: of, subject: 'emission', epoch: document.terms.epoch, root },
      { chainId: api.chain.chainId, attestations },
    )
    const signature = await privateKeyToAccount(key.privateKey).signTypedData(typed)
    return { document: documentToWire(document), signed: { setHash: of, signer: key.address, signature } }
  }
})
