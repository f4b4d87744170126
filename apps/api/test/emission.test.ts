// The tests share one market, in which each epoch depends on the previous epoch.
import { randomUUID } from 'node:crypto'
import {
  attestationsAbi,
  attestationTypedData,
  demandLeafCall,
  emissionAbi,
  gOracleAbi,
  nameKey,
  pTokenAbi,
  readAudits,
  readFunding,
  readValidatorSet,
  reputationAbi,
  readCountedMembers,
} from '@infinitio/chain'
import { testKey } from '@infinitio/chain/test'
import { openTunnel } from '@infinitio/db'
import { type Address, type Hex32, hex32, zeroAddress, zeroHex32 } from '@infinitio/domain'
import { signEnd } from '@infinitio/sdk'
import { modelMove, openExitAccess } from '@infinitio/sdk/governance'
import {
  documentFromWire,
  documentToWire,
  type EpochDocument,
  getEmission,
  getEmissionAccount,
  getEpochDocument,
  getOpenLosses,
  getRootBoard,
  isRightLeaf,
  leafHash,
  postEpoch,
  postRoot,
  topOfLeaf,
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
import { type Liar, startLiar } from './startLiar.ts'
import { signedLease } from './signedLease.ts'
import { type EmissionMarket, hour, startEmissionMarket, validatorKeys } from './emission/emissionMarket.ts'
import { publishBySignatures, rootedAgain, signedBy, wrongEpoch, wrongSigners } from './emission/epochDocuments.ts'

const isLong = process.env['TEST_LONG'] === '1'
const [first, second, third, fourth, fifth] = validatorKeys

describe('the service of emission', () => {
  let service: EmissionMarket
  let liar: Liar | undefined
  let earning = ''
  beforeAll(async () => {
    service = await startEmissionMarket()
  })
  afterAll(async () => {
    await service?.stop()
    liar?.stop()
  })

  it('has no price in G for a model and takes no payment before a rate is reported', async () => {
    const { api, cli } = service
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
    const { api, market, rpc, run, now, board, standing, verify, until, look } = service
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
    const signedIn = await rpc().getBlockNumber()
    const statements = new Map<string, number>()
    for (const { statement } of signed) statements.set(statement, (statements.get(statement) ?? 0) + 1)
    expect([...statements.values()].toSorted()).toEqual([1, 3])
    const agreed = [...statements].find(([, count]) => count === 3)?.[0]
    expect(signed.find(({ signer }) => signer === fifth.address)?.statement).not.toBe(agreed)
    // Wait until it was each validator's turn at least once to publish the emission epoch. None of them could do so, because only three of the four signatures
    // are for the same root.
    await until('some rounds have passed', async () => (await rpc().getBlockNumber()) > signedIn + 12n)
    expect((await getEmission(api.client.transport)).emission).toMatchObject({
      ...{ lastEpoch: 0, validators: 5, epochs: [] },
      set: {
        members: expect.arrayContaining(validatorKeys.map(({ address }) => ({ account: address, stake: expect.stringMatching(/^[1-9]\d+$/) }))),
      },
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
      const { api, market, emission, rpc, standing, until } = service
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
      const validators = validatorKeys.map(({ address }) => address)
      expect(answered.map(({ args }) => [args.bond, validators.includes(args.answerer.toLowerCase() as Address)])).toEqual([
        [challengeBond, true],
        [challengeBond, true],
      ])
      expect((await standing())?.lastEpoch).toBe(shown?.epoch)
    },
  )

  it('pays the provider what its leaf says when the challenge is over', async () => {
    const { api, cli, market, rpc, standing } = service
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
    const { api, cli, rpc, now, until } = service
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
    // The chart begins with the day of the treasury's first event, so a young market has fewer than 30 days.
    expect(days.length).toBeGreaterThan(0)
    expect(days.length).toBeLessThanOrEqual(30)
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
    const { api, cli, run, standing, verify, checked, until, bondOf, stopValidators } = service
    await stopValidators()
    const [last] = (await standing())?.epochs ?? []
    if (last === undefined) throw new Error('an epoch stands')
    const before = documentFromWire(await getEpochDocument(api.client.transport, last.statement))
    const wrong = await wrongEpoch(service, before)
    const epoch = Number(wrong.terms.epoch)
    const posted = { document: documentToWire(wrong), signed: null }
    await expect(postEpoch(api.client.transport, posted)).rejects.toMatchObject({ code: 'api.invalid_field' })
    await publishBySignatures(service, wrong)
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
    const bonds = await Promise.all(validatorKeys.map(bondOf))
    run([second])
    await until('the epoch is taken back', async () => (await standing())?.lastEpoch === last.epoch)
    // Four validators signed the wrong epoch. One of them proves that it is wrong, and submits the signatures of the other three. So only these three lose a
    // part of their bond.
    const others = (await wrongSigners(service)).filter((account) => account !== second.address)
    const losses = async () => {
      const now = await Promise.all(validatorKeys.map(bondOf))
      return validatorKeys.map(({ address }, place) => [address, (bonds[place] ?? 0n) - (now[place] ?? 0n)] as const)
    }
    await until('who signed it has paid', async () => (await losses()).filter(([, lost]) => lost > 0n).length === others.length)
    for (const [place, [account, lost]] of (await losses()).entries())
      expect(lost).toBe(others.includes(account) ? ((bonds[place] ?? 0n) + 9n) / 10n : 0n)
  })

  it.skipIf(!isLong)('ends a lost lease when three of its programs and the attestor of the engine have signed, and its provider pays', async () => {
    const { api, market, run, until } = service
    await countEveryMember()
    const node = await market.list('lost')
    const lease = await market.runLease(node)
    await market.travel(900)
    const sql = 'insert into node_heartbeats (node_id, last_seen_at, silent) values ($1, now() - make_interval(secs => 200), true)'
    await api.owner.query(sql, [node.node])
    expect(await loseNodes(api.services, { watchedSinceMs: Date.now() - 3_600_000 })).toBe(1)
    // The machine of another provider is connected, so the record does not hold the operator responsible.
    const connected = "values (gen_random_uuid(), 'another', 'a', now() - interval '1 hour', now())"
    await api.owner.query(`insert into tunnels (id, node_id, gateway_id, connected_at, last_seen_at) ${connected}`, [])
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
    // Reputations count the lease when it is closed.
    await market.travel(hour + 100)
    await market.leaseWhen(lease.leaseId, 'the lease is closed', ({ state }) => state === 'closed')
  })

  it.skipIf(!isLong)('keeps only leaves with the roots of their terms, and one signature of a member for an epoch', async () => {
    const { api, now, standing, until, bondOf } = service
    const [last] = (await standing())?.epochs ?? []
    const known = documentFromWire(await getEpochDocument(api.client.transport, last?.statement ?? ''))
    const epoch = BigInt(Math.floor((await now()) / hour))
    const document = { ...known, terms: { ...known.terms, epoch } }
    const rooted = rootedAgain(service, document)
    const other = rootedAgain(service, { ...document, terms: { ...document.terms, due: 1n } })
    const post = async (it: EpochDocument, key = third, setHash?: Hex) =>
      await postEpoch(api.client.transport, await signedBy(service, { document: it, key, setHash }))
    const stranger = testKey('stranger')
    await expect(post(document)).rejects.toMatchObject({ code: 'api.invalid_field' })
    await expect(post(rooted, stranger)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await expect(post(rooted, third, `0x${'1'.repeat(64)}`)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    const forged = await signedBy(service, { document: rooted, key: stranger })
    const signed = { ...forged, signed: { ...forged.signed, signer: third.address } }
    await expect(postEpoch(api.client.transport, signed)).rejects.toMatchObject({ code: 'auth.signature_wrong_signer' })
    await post(rooted)
    await post(rooted)
    const bond = await bondOf(third)
    await expect(post(other)).rejects.toMatchObject({ code: 'api.idempotency_conflict' })
    await until('the second root costs half of the bond', async () => (await bondOf(third)) < bond)
    const old = rootedAgain(service, { ...document, terms: { ...document.terms, epoch: epoch - 30n } })
    await expect(post(old)).rejects.toMatchObject({ code: 'api.invalid_field' })
    for (const query of ['first=5&last=4', 'first=0&last=72', `first=${epoch}&last=${epoch}`, 'first=1&last=1'])
      expect((await api.send('GET', `/emission/hours?${query}`)).body.code).toMatch(/api\.(invalid_field|not_found)/)
  })

  it.skipIf(!isLong)(
    'attests the reputation of every provider, signed by four members that calculated it alike, and has a rate of G from four reports',
    async () => {
      const { api, cli, market, rpc, run, now, until, bondOf, bondAgain, accessOf } = service
      // Move to the end of the first hour of the day after tomorrow, when reputations are attested. By then, all exchange rates that were reported earlier are
      // too old.
      await market.travel(24 * hour + ((25 * hour + 100 - ((await now()) % (24 * hour))) % (24 * hour)))
      const travelledTo = await now()
      // The third validator was punished for its two roots. Its signatures count again in the next set of validators.
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
        if (set === null) throw new Error('a set was formed')
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

  /** Starts a dishonest proxy of the API, which reports 59 seconds of serving time instead of 60. Returns its URL. */
  async function liarUrl(): Promise<string> {
    liar = await startLiar(service.api, (text) => text.replaceAll('"seconds":60', '"seconds":59'))
    return liar.url
  }

  /**
   * Fills the bonds of punished validators again, and waits until a running validator has formed a new set. Before that, the signatures of a punished validator
   * do not count.
   */
  async function countEveryMember(): Promise<void> {
    const { api, market, now, rpc, until, bondAgain } = service
    await bondAgain()
    // A set can be formed once an hour, in the first half of the hour.
    await market.travel(hour - ((await now()) % hour))
    await until('the signatures of all validators count', async () => {
      const { attestations } = api.chain.addresses
      const set = await readValidatorSet(rpc(), attestations, { known: null })
      return set !== null && (await readCountedMembers(rpc(), attestations, set)).size === validatorKeys.length
    })
  }
})
