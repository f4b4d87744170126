import { address, hex32, pairingKeys, readPairingFragment } from '@infinitio/domain'
import { pairedMandate, pairingAnswerText, type PairingOfferWire } from '@infinitio/domain/wire'
import { type Client, signMandate } from '@infinitio/sdk'
import {
  acceptWallet,
  type BrowserPairing,
  endPairing,
  linkedCharacters,
  openPairing,
  type OpenPairing,
  randomHex32,
  readLinkedPairing,
  signPairedPermission,
  takeLink,
  waitForClaim,
  waitForPermission,
} from '@infinitio/sdk/pairing'
import { mandateFromWire } from '@infinitio/domain/wire'
import { generatePrivateKey, type PrivateKeyAccount, privateKeyToAccount } from 'viem/accounts'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { startTestApi, type TestApi } from '../../test/startTestApi.ts'

const isLong = process.env.TEST_LONG === '1'

let api: TestApi
let owner: Client
let ownerAccount: string
let chain: Awaited<ReturnType<Client['getChain']>>

beforeAll(async () => {
  const limits = { ip: { capacity: 1e6, refillPerSecond: 1e6 }, account: { capacity: 1e6, refillPerSecond: 1e6 }, streamsPerIp: 2 }
  api = await startTestApi({ change: (services) => ({ ...services, limits }) })
  owner = await api.signedIn(api.accounts.provider)
  ownerAccount = api.accounts.provider.address.toLowerCase()
  chain = await vi.waitFor(() => api.client.getChain(), 60_000)
})
afterAll(() => api.stop())

const newKey = () => privateKeyToAccount(generatePrivateKey())
const signal = new AbortController().signal

type Wanted = Omit<PairingOfferWire, 'commitment' | 'expiresAt'>

function wantedOf(nodeKey: PrivateKeyAccount, change: Partial<Wanted> = {}): Wanted {
  const until = chain.chainNow + 90 * 86_400
  return {
    ...{ chainId: chain.chainId, market: chain.addresses.market, name: 'Attic', pricePerGpuSecond: '500' },
    machine: {
      ...{ nodeKey: nodeKey.address.toLowerCase(), hostKey: `0x${'1'.repeat(64)}`, boxKey: `0x${'2'.repeat(64)}`, classId: 0, regionId: 0 },
      ...{ gpus: 1, vramGib: 0, cpuCores: 4, ramGib: 16, diskGib: 100, networkMbps: 0 },
    },
    limits: {
      ...{ minPricePerGpuSecond: '500', maxDurationSeconds: 86_400, maxTrialSeconds: 0, minNoticeSeconds: 0, maxNoticeSeconds: 0 },
      ...{ availableUntil: until, flags: 0, until },
    },
    ...change,
  }
}

const openFor = (nodeKey: PrivateKeyAccount, change?: Partial<Wanted>) =>
  openPairing(api.client.transport, { wanted: wantedOf(nodeKey, change), signer: nodeKey, nowMs: Date.now() })

function linkOf({ fragment }: Pick<OpenPairing, 'fragment'>) {
  const link = readPairingFragment(fragment)
  if (link === null) throw new Error('the machine made no link')
  return link
}

const idOf = (open: OpenPairing) => pairingKeys(open.secret).pairingId

/** Claims the pairing link in a browser of the owner. */
async function take(open: OpenPairing, client: Client = owner, account = ownerAccount): Promise<BrowserPairing> {
  const link = linkOf(open)
  const { offer } = await readLinkedPairing(client.transport, { link, chain })
  const browserNonce = randomHex32()
  await takeLink(client.transport, { link, account, browserNonce })
  return { link, offer, browserNonce }
}

const sign = (pairing: BrowserPairing, machineNonce: string, nonce = '7') =>
  signPairedPermission(owner.transport, { pairing, machineNonce, signer: api.accounts.provider, nonce, chain })

describe('a pairing', () => {
  test('gives the machine a permission that its wallet signed, and shows both the same six characters', async () => {
    const open = await openFor(newKey())
    const claimed = waitForClaim(api.client.transport, open, { signal })
    const browser = await take(open)
    const wallet = await claimed
    const { machineNonce } = await api.client.getPairing(idOf(open))
    expect(wallet.characters).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/)
    expect(linkedCharacters(browser, { account: ownerAccount, machineNonce })).toBe(wallet.characters)
    const signed = waitForPermission(api.client.transport, { open, wallet }, { signal })
    await sign(browser, machineNonce ?? '')
    expect((await signed).mandate).toEqual(pairedMandate(open.offer, { account: ownerAccount, nonce: '7' }))
  })

  test('stores and answers neither the secret nor the key that claims the link', async () => {
    const open = await openFor(newKey())
    await take(open)
    const { claimKey, macKey } = pairingKeys(open.secret)
    const rows = JSON.stringify(await api.owner.query('select * from pairings', []))
    const answer = JSON.stringify(await api.client.getPairing(idOf(open)))
    for (const secret of [open.secret, claimKey, macKey, open.fragment]) {
      expect(rows).not.toContain(secret)
      expect(answer).not.toContain(secret)
    }
  })

  test('continues in the same browser, and is closed for every other one', async () => {
    const open = await openFor(newKey())
    const { link, browserNonce } = await take(open)
    await takeLink(owner.transport, { link, account: ownerAccount, browserNonce })
    const code = 'node.pairing_used'
    await expect(takeLink(owner.transport, { link, account: ownerAccount, browserNonce: randomHex32() })).rejects.toMatchObject({ code, status: 409 })
    const stranger = await api.signedIn(api.accounts.stranger)
    await expect(take(open, stranger, api.accounts.stranger.address.toLowerCase())).rejects.toMatchObject({ code })
  })

  test('goes to exactly one of two browsers that claim at the same moment', async () => {
    const open = await openFor(newKey())
    const results = await Promise.allSettled([take(open), take(open), take(open)])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('needs a session to claim it', async () => {
    const open = await openFor(newKey())
    await expect(take(open, api.client)).rejects.toMatchObject({ status: 401 })
  })

  test('is over after ten minutes, and half an hour after the claim', async () => {
    const [waiting, claimed] = [await openFor(newKey()), await openFor(newKey())]
    const browser = await take(claimed)
    await api.owner.query("update pairings set expires_at = now() - interval '1 second'", [])
    await expect(take(waiting)).rejects.toMatchObject({ code: 'node.pairing_expired', status: 410 })
    expect(await api.client.getPairing(idOf(claimed))).toMatchObject({ claim: { browserNonce: browser.browserNonce } })
    await api.owner.query("update pairings set claimed_at = now() - interval '31 minutes'", [])
    await expect(api.client.getPairing(idOf(claimed))).rejects.toMatchObject({ code: 'node.pairing_expired' })
  })

  test('shows the browser the yes of the machine, signed by its node key', async () => {
    const nodeKey = newKey()
    const open = await openFor(nodeKey, { answers: true })
    const { link } = await take(open)
    const read = () => readLinkedPairing(owner.transport, { link, chain })
    expect(await read()).toMatchObject({ acceptance: null, offer: { answers: true } })
    const wallet = { account: ownerAccount }
    await acceptWallet(api.client.transport, { open, wallet, signer: nodeKey }, { signal })
    await acceptWallet(api.client.transport, { open, wallet, signer: nodeKey }, { signal })
    expect((await read()).acceptance).toMatch(/^0x/)
  })

  test('ends for the browser when the machine refuses the wallet, also after a yes', async () => {
    const nodeKey = newKey()
    const open = await openFor(nodeKey, { answers: true })
    const browser = await take(open)
    await acceptWallet(api.client.transport, { open, wallet: { account: ownerAccount }, signer: nodeKey }, { signal })
    await endPairing(api.client.transport, { open, signer: nodeKey })
    const code = 'node.pairing_refused'
    await expect(readLinkedPairing(owner.transport, { link: browser.link, chain })).rejects.toMatchObject({ code, status: 409 })
    await expect(sign(browser, open.machineNonce)).rejects.toMatchObject({ code })
    const next = await openFor(nodeKey)
    await take(next)
    expect(await api.client.getPairing(idOf(next))).toMatchObject({ acceptance: null })
  })

  test('ends when its machine opens another link', async () => {
    const nodeKey = newKey()
    const [old, next] = [await openFor(nodeKey), await openFor(nodeKey)]
    await expect(take(old)).rejects.toMatchObject({ code: 'node.pairing_unknown', status: 404 })
    await take(next)
  })
})

describe('a pairing under attack', () => {
  test('refuses a claim by id with a guessed key', async () => {
    const open = await openFor(newKey())
    const claim = { claimKey: randomHex32(), browserNonce: randomHex32(), mac: randomHex32() }
    await expect(owner.claimPairing(idOf(open), claim)).rejects.toMatchObject({ code: 'node.pairing_wrong_secret', status: 403 })
    await expect(owner.getPairing(randomHex32())).rejects.toMatchObject({ code: 'node.pairing_unknown' })
    await take(open)
  })

  test('is not found by a changed secret, and lets the browser notice a changed node key', async () => {
    const link = linkOf(await openFor(newKey()))
    const read = (change: object) => readLinkedPairing(owner.transport, { link: { ...link, ...change }, chain })
    await expect(read({ secret: randomHex32() })).rejects.toMatchObject({ code: 'node.pairing_unknown' })
    await expect(read({ nodeKey: address(newKey().address.toLowerCase()) })).rejects.toMatchObject({ code: 'node.pairing_changed' })
  })

  test('does not open for the node key of another machine', async () => {
    const wanted = wantedOf(newKey())
    const opened = openPairing(api.client.transport, { wanted, signer: newKey(), nowMs: Date.now() })
    await expect(opened).rejects.toMatchObject({ code: 'node.wrong_key', status: 401 })
  })

  test('does not open for longer than ten minutes, or for another chain or market', async () => {
    const nodeKey = newKey()
    const later = openPairing(api.client.transport, { wanted: wantedOf(nodeKey), signer: nodeKey, nowMs: Date.now() + 3_600_000 })
    await expect(later).rejects.toMatchObject({ code: 'node.pairing_expired' })
    await expect(openFor(nodeKey, { chainId: 1 })).rejects.toMatchObject({ code: 'node.pairing_other_chain' })
    await expect(openFor(nodeKey, { market: `0x${'9'.repeat(40)}` })).rejects.toMatchObject({ code: 'node.pairing_other_chain' })
    const link = linkOf(await openFor(nodeKey))
    const other = { ...chain, chainId: 1 }
    await expect(readLinkedPairing(owner.transport, { link, chain: other })).rejects.toMatchObject({ code: 'node.pairing_other_chain' })
  })

  test('lets the browser notice a market that swaps the node key', async () => {
    const nodeKey = newKey()
    const open = await openFor(nodeKey)
    const swapped = { ...open.offer, machine: { ...open.offer.machine, nodeKey: newKey().address.toLowerCase() } }
    await api.owner.query('update pairings set offer = $2 where pairing_id = $1', [idOf(open), JSON.stringify(swapped)])
    const read = readLinkedPairing(owner.transport, { link: linkOf(open), chain })
    await expect(read).rejects.toMatchObject({ code: 'node.pairing_changed' })
  })

  test('takes an answer only from the node key, and only for the wallet of the claim', async () => {
    const nodeKey = newKey()
    const open = await openFor(nodeKey)
    const { link } = await take(open)
    const stranger = newKey()
    await expect(endPairing(api.client.transport, { open, signer: stranger })).rejects.toMatchObject({ code: 'node.wrong_key', status: 401 })
    const wallet = { account: api.accounts.stranger.address.toLowerCase() }
    const other = acceptWallet(api.client.transport, { open, wallet, signer: nodeKey }, { signal })
    await expect(other).rejects.toMatchObject({ code: 'node.pairing_changed' })
    expect(await api.client.getPairing(idOf(open))).toMatchObject({ acceptance: null })

    // A dishonest market stores a yes that the machine did not sign.
    const message = pairingAnswerText({ pairingId: idOf(open), account: ownerAccount })
    const acceptance = await stranger.signMessage({ message })
    await api.owner.query('update pairings set acceptance = $2 where pairing_id = $1', [idOf(open), acceptance])
    await expect(readLinkedPairing(owner.transport, { link, chain })).rejects.toMatchObject({ code: 'node.pairing_changed' })
  })

  test('lets the machine notice a market that claims without the link', async () => {
    const open = await openFor(newKey())
    const account = api.accounts.stranger.address.toLowerCase()
    await api.owner.query('update pairings set account = $2, browser_nonce = $3, claim_mac = $3, claimed_at = now() where pairing_id = $1', [
      idOf(open),
      account,
      randomHex32(),
    ])
    await expect(waitForClaim(api.client.transport, open, { signal })).rejects.toMatchObject({ code: 'node.pairing_changed' })
  })

  test('shows different characters when a stranger claims a copied link', async () => {
    const [own, foreign] = [await openFor(newKey()), await openFor(newKey())]
    const stranger = await api.signedIn(api.accounts.stranger)
    const [machine] = await Promise.all([
      waitForClaim(api.client.transport, own, { signal }),
      take(own, stranger, api.accounts.stranger.address.toLowerCase()),
    ])
    const [, browser] = await Promise.all([waitForClaim(api.client.transport, foreign, { signal }), take(foreign)])
    const { machineNonce } = await api.client.getPairing(idOf(foreign))
    expect(linkedCharacters(browser, { account: ownerAccount, machineNonce })).not.toBe(machine.characters)
  })

  test('refuses a machine nonce before the claim, and one without commitment', async () => {
    const open = await openFor(newKey())
    const early = api.client.revealPairing(idOf(open), open.machineNonce)
    await expect(early).rejects.toMatchObject({ code: 'node.pairing_changed' })
    const browser = await take(open)
    await expect(api.client.revealPairing(idOf(open), randomHex32())).rejects.toMatchObject({ code: 'node.pairing_changed' })
    expect(() => linkedCharacters(browser, { account: ownerAccount, machineNonce: randomHex32() })).toThrow('node.pairing_changed')
  })

  test('refuses an earlier permission, one with other limits, and one of another wallet', async () => {
    const nodeKey = newKey()
    const old = await openFor(nodeKey)
    const [oldWallet, oldBrowser] = await Promise.all([waitForClaim(api.client.transport, old, { signal }), take(old)])
    await sign(oldBrowser, old.machineNonce)
    const earlier = await waitForPermission(api.client.transport, { open: old, wallet: oldWallet }, { signal })

    const limits = { ...wantedOf(nodeKey).limits, until: chain.chainNow + 91 * 86_400 }
    const open = await openFor(nodeKey, { limits })
    const [wallet, browser] = await Promise.all([waitForClaim(api.client.transport, open, { signal }), take(open)])
    const mac = randomHex32()
    await expect(owner.sendPairedPermission(idOf(open), { ...earlier, mac })).rejects.toMatchObject({ code: 'node.pairing_changed' })
    const wide = { ...pairedMandate(open.offer, { account: ownerAccount, nonce: '8' }), minPricePerGpuSecond: '1' }
    const signedWide = await signMandate(api.accounts.provider, { mandate: mandateFromWire(wide), chain })
    await expect(owner.sendPairedPermission(idOf(open), { ...signedWide, mac })).rejects.toMatchObject({ code: 'node.pairing_changed' })
    const mandate = pairedMandate(open.offer, { account: ownerAccount, nonce: '8' })
    const byStranger = await signMandate(api.accounts.stranger, { mandate: mandateFromWire(mandate), chain })
    await expect(owner.sendPairedPermission(idOf(open), { ...byStranger, mac })).rejects.toMatchObject({ code: 'order.mandate_mismatch' })
    const stranger = await api.signedIn(api.accounts.stranger)
    await expect(stranger.sendPairedPermission(idOf(open), { ...byStranger, mac })).rejects.toMatchObject({ code: 'node.pairing_used' })

    // The machine does not trust the market: even if the market's database contains one of these permissions, the machine rejects it.
    for (const permission of [
      { ...earlier, mac },
      { ...signedWide, mac },
      { ...byStranger, mac },
    ]) {
      await api.owner.query('update pairings set permission = $2 where pairing_id = $1', [idOf(open), JSON.stringify(permission)])
      const accepted = waitForPermission(api.client.transport, { open, wallet }, { signal })
      await expect(accepted).rejects.toMatchObject({ code: 'node.pairing_changed' })
    }
    await api.owner.query('update pairings set permission = null where pairing_id = $1', [idOf(open)])
    await sign(browser, open.machineNonce, '8')
    await sign(browser, open.machineNonce, '8')
    await expect(sign(browser, open.machineNonce, '9')).rejects.toMatchObject({ code: 'node.pairing_used' })
  })

  test('keeps nobody out because a few networks opened 5,000 links, only because 5,000 networks did', async () => {
    const fill = (openers: number) =>
      api.owner.query(
        `insert into pairings (pairing_id, node_key, claim_key_hash, offer, mac, expires_at, opener)
         select 'many-' || n, 'many-' || n, '', '{}', '', now() + interval '10 minutes', 'network ' || n % $1::int from generate_series(1, 5000) n`,
        [openers],
      )
    const empty = () => api.owner.query("delete from pairings where pairing_id like 'many-%'", [])
    const left = async () => Number((await api.owner.query("select count(*) as left from pairings where pairing_id like 'many-%'", []))[0]?.['left'])
    await fill(2)
    const open = await openFor(newKey())
    expect(await left()).toBe(4_999)
    await api.client.getPairing(idOf(open))
    await empty()
    await fill(5_000)
    await expect(openFor(newKey())).rejects.toMatchObject({ code: 'node.pairing_limit', status: 429 })
    expect(await left()).toBe(5_000)
    await api.owner.query("update pairings set expires_at = now() - interval '1 second' where pairing_id like 'many-%'", [])
    await openFor(newKey())
    await empty()
  })

  test('refuses a body that is too large, or has an unknown field', async () => {
    const open = await openFor(newKey())
    const body = { claimKey: randomHex32(), browserNonce: randomHex32(), mac: randomHex32(), more: 'x'.repeat(3_000) }
    expect(await api.send('POST', `/pairings/${idOf(open)}/reveal`, { body })).toMatchObject({ status: 413 })
    expect(await api.send('POST', `/pairings/${idOf(open)}/reveal`, { body: { machineNonce: hex32(open.machineNonce), more: 1 } })).toMatchObject({
      status: 400,
    })
  })
})

test.skipIf(!isLong)(
  'limits an address that tries to open 1,000 links',
  async () => {
    const bucket = { capacity: 300, refillPerSecond: 50 }
    const limits = { ip: bucket, account: bucket, streamsPerIp: 2 }
    const limited = await startTestApi({ change: (services) => ({ ...services, limits }) })
    const answers: number[] = []
    while (answers.length < 1_000)
      answers.push(...(await Promise.all(Array.from({ length: 20 }, async () => (await limited.send('POST', '/pairings', { body: {} })).status))))
    expect(answers.filter((status) => status === 429).length).toBeGreaterThan(900)
    await limited.stop()
  },
  120_000,
)
