import { existsSync, linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { bidFromText, bidToText, type Client, hashOfBid, InfinitioError, isLostLease, refillBid, refusal, signBid } from '@infinitio/sdk'
import { configFolder } from '../context/profiles.ts'
import { type CommonOptions, nextBidNonce, type SignedIn, signInClient } from '../context/settings.ts'
import { plain } from '../terminal/texts.ts'

type LeaseWire = Awaited<ReturnType<Client['getLease']>>
type OrderWire = Awaited<ReturnType<Client['getOrder']>>
type Bid = ReturnType<typeof bidFromText>
type BidWire = Parameters<typeof refillBid>[0]

/** The bid that replaces the lost lease `leaseId`. It is stored before it is sent, so that a command that was killed sends the same bid again. */
type Refill = { readonly leaseId: string; readonly orderHash: string; readonly bid: Bid }

const lookEveryMs = 5_000
const orderForm = /^0x[0-9a-f]{64}$/
const folderOfOwner = 0o700
const ownerOnly = 0o600
/** Codes of refusals after which another bid is made: its nonce was used by another order of the account, or its time to be matched is over. */
const outdated: ReadonlySet<string> = new Set(['order.nonce_used', 'order.nonce_cancelled', 'order.expired'])

/**
 * Replaces each lease of a bid that its provider or its machine ended before its time: with one bid for the unused time, at no higher price. Runs until all
 * leases of the bid are over, or until Ctrl-C. Throws `order.unknown`, and `api.invalid_field` for an ask, a bid of another account, and a bid with secrets.
 */
export async function refillOrder(hash: string, options: CommonOptions): Promise<void> {
  const signedIn = await signInClient(options)
  const first = await ownBid(signedIn, hash)
  const refills = openRefills(hash)
  signedIn.say(`Leases of ${hash} that are lost are replaced here until you press Ctrl-C.`)
  while (await look(signedIn, { hash, first, refills })) await wait(lookEveryMs)
  signedIn.say('All leases of this order are over.')
}

type Order = OrderWire & { readonly order: BidWire }
type Refills = ReturnType<typeof openRefills>
type Look = { readonly hash: string; readonly first: Order; readonly refills: Refills }

async function ownBid({ client, account }: SignedIn, hash: string): Promise<Order> {
  if (!orderForm.test(hash)) throw refusal('api.invalid_field', { detail: `${hash} is not the hash of an order: 0x and 64 digits` })
  const order = await client.getOrder(hash)
  if (order.kind !== 'bid') throw refusal('api.invalid_field', { detail: `${hash} is an ask: only bids have leases to replace` })
  if (order.account !== account.toLowerCase()) throw refusal('api.invalid_field', { detail: `${hash} is a bid of ${order.account}` })
  return order as Order
}

/** Looks once at the leases of the bid and of its replacements, and replaces lost ones. Returns false if no lease can be lost any longer. */
async function look(signedIn: SignedIn, { hash, first, refills }: Look): Promise<boolean> {
  const { client, say } = signedIn
  try {
    for (const refill of refills.all()) await send(signedIn, refill, refills)
    const replacements = refills.all()
    const orders = (
      await Promise.all([hash, ...replacements.map(({ orderHash }) => orderHash)].map((one) => placedOrder(client, { one, hash })))
    ).filter((order) => order !== null)
    const ids = orders.flatMap(({ matches }) => matches.flatMap(({ leaseId }) => leaseId ?? []))
    const leases = await Promise.all(ids.map((leaseId) => client.getLease(leaseId)))
    const replaced = new Set(replacements.map(({ leaseId }) => leaseId))
    for (const lease of leases) if (isLostLease(lease) && !replaced.has(lease.leaseId)) await replace(signedIn, { first, lease, refills })
    const isOpen = orders.some(({ state }) => state === 'accepted' || state === 'open' || state === 'partly_filled' || state === 'matched')
    // A replacement that the market refused is sent again at the next look.
    const isRefused = orders.length <= replacements.length
    return isOpen || isRefused || refills.all().length > replaced.size || leases.some(({ state }) => state === 'booked' || state === 'active')
  } catch (error) {
    if (!(error instanceof InfinitioError) || (error.status > 0 && error.status < 500 && error.status !== 429)) throw error
    say(`no answer, trying again (${error.sentence})`)
    return true
  }
}

/** Returns an order, or null for a replacement that the market does not have, for example because it refused it. */
async function placedOrder(client: SignedIn['client'], { one, hash }: { readonly one: string; readonly hash: string }) {
  return await client.getOrder(one).catch((error: unknown) => {
    if (one !== hash && error instanceof InfinitioError && error.code === 'order.unknown') return null
    throw error
  })
}

type Replacing = Pick<Look, 'first' | 'refills'> & { readonly lease: LeaseWire }

async function replace(signedIn: SignedIn, { first, lease, refills }: Replacing): Promise<void> {
  const { client, say } = signedIn
  const { leaseId, terms, now, workload, node } = lease
  if (workload?.secrets !== undefined)
    throw refusal('api.invalid_field', { detail: `lease ${leaseId} has secrets, which this command does not have: place a new bid with them` })
  const [chain, nonce, { regions }] = await Promise.all([client.getChain(), nextBidNonce(signedIn), client.getClasses()])
  const regionId = regions.find(({ name }) => name === node.regionName)?.regionId ?? 0
  const seconds = terms.durationSeconds - now.billableSeconds
  const bid = refillBid(first.order, { gpus: terms.gpus, seconds, regionId, nonce, chain })
  if (bid === null) return
  if (workload !== null) await client.putWorkload({ workloadHash: bid.workloadHash, workload })
  const refill = { leaseId, orderHash: hashOfBid(bid, { chain }), bid }
  if (!refills.add(refill)) return
  say(`lease ${leaseId} is lost (${lease.endReason}); ${seconds} s of it are bid for again`)
  await send(signedIn, refill, refills)
}

/** Sends a replacement, unless the market has it. */
async function send({ client, wallet, say }: SignedIn, { leaseId, orderHash, bid }: Refill, refills: Refills): Promise<void> {
  const isKnown = () =>
    client.getOrder(orderHash).then(
      () => true,
      (error: unknown) => {
        if (error instanceof InfinitioError && error.code === 'order.unknown') return false
        throw error
      },
    )
  if (await isKnown()) return
  try {
    await client.placeOrder(await signBid(wallet, { bid, chain: await client.getChain() }))
    say(plain(`the replacement of lease ${leaseId} is in the order book as ${orderHash}`))
  } catch (error) {
    if (!(error instanceof InfinitioError) || error.status === 0 || error.status >= 500) throw error
    // The answer of an earlier attempt may have been lost.
    if (await isKnown()) return
    const text = plain(`the replacement of lease ${leaseId} is refused: ${error.sentence}`)
    if (refills.isNew(text)) say(text)
    if (outdated.has(error.code)) refills.remove(leaseId)
  }
}

/** Opens the replacements of an order on this computer: one file for each lost lease, so that two commands never replace the same lease. */
function openRefills(hash: string) {
  const folder = join(configFolder(), 'refills', hash.slice(2))
  const fileOf = (leaseId: string) => join(folder, `${leaseId}.json`)
  const reported = new Set<string>()
  mkdirSync(folder, { recursive: true, mode: folderOfOwner })
  return {
    all: (): readonly Refill[] =>
      readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .map((name) => {
          const { orderHash, bid } = JSON.parse(readFileSync(join(folder, name), 'utf8')) as { orderHash: string; bid: string }
          return { leaseId: name.slice(0, -'.json'.length), orderHash, bid: bidFromText(bid) }
        }),
    /** Stores a replacement. Returns false if the lease has one already. */
    add({ leaseId, orderHash, bid }: Refill): boolean {
      const part = `${fileOf(leaseId)}.${process.pid}.part`
      writeFileSync(part, JSON.stringify({ orderHash, bid: bidToText(bid) }), { mode: ownerOnly, flush: true })
      try {
        linkSync(part, fileOf(leaseId))
        return true
      } catch (error) {
        if (existsSync(fileOf(leaseId))) return false
        throw error
      } finally {
        rmSync(part)
      }
    },
    remove: (leaseId: string) => rmSync(fileOf(leaseId), { force: true }),
    /** Returns true for a text that was not reported before. */
    isNew: (text: string) => reported.size < reported.add(text).size,
  }
}
