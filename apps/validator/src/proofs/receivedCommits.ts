import { type Hex32, hex32 } from '@infinitio/domain'
import { developmentChainId, hashCommits, hashNodeCommit, isCallSignature, type ProofCommit, type ProofSigningDomain } from '@infinitio/domain/proofs'
import { type ProofCommitsWire, proofCommitsWire } from '@infinitio/domain/wire'
import type { ProofSlot } from '@infinitio/sdk/proofs'
import { type Hex, recoverAddress } from 'viem'
import type { OpenValidator, Validator } from '../validator/validator.ts'
import type { Received } from '../validator/keptSlots.ts'
import type { CheckedMessage, SlotArrivals, SlotChecks } from '../validator/door.ts'
import { nodeKeyOf, signingDomain } from './slotFacts.ts'

/** The most commitments that a timer (a validator that measures when proofs arrive) reports for one proof slot. The API accepts no more. */
const mostReceived = 4_096
/**
 * The most milliseconds for checking the received commitments. The timer must send its report before block z (which selects the rows to reveal), and block z
 * comes about 14 s after the time for commitments has ended.
 */
const mostCheckMs = 6_000

/** Returns the commitments in a machine's message, in the order of its GPUs. */
export function commitsOf({ seed }: Pick<ProofSlot, 'seed'>, { node, gpus }: Pick<ProofCommitsWire, 'node' | 'gpus'>): ProofCommit[] {
  return gpus.map(({ gpu, work, roots }) => ({ subject: { node: hex32(node), gpu, slotSeed: seed }, work, roots: roots.map(hex32) }))
}

/** Returns true if the machine signed these commitments for this slot. Throws viem's errors. */
export async function isSignedByNode(
  validator: Pick<OpenValidator, 'client' | 'opened' | 'proofs'>,
  { slot, message, domain }: { slot: ProofSlot; message: Pick<ProofCommitsWire, 'node' | 'gpus' | 'signature'>; domain: ProofSigningDomain },
): Promise<boolean> {
  if (!isCallSignature(message.signature)) return false
  const [node, commits] = [hex32(message.node), hashCommits(commitsOf(slot, message))]
  const hash = hashNodeCommit({ slot: slot.slot, slotHash: slot.slotHash, node, commits }, domain)
  const signer = await recoverAddress({ hash, signature: message.signature as Hex }).catch(() => null)
  return signer !== null && signer.toLowerCase() === (await nodeKeyOf(validator, node))
}

/**
 * Returns the checks with which the server of a timer checks messages of a slot while they arrive. `find` returns the validator, or null while the contracts of
 * the market are unknown. While they are unknown, a check rejects; it also rejects with viem's errors.
 */
export function checksOfSlot(validator: Validator & { readonly find: () => Promise<OpenValidator | null> }, slot: ProofSlot): SlotChecks {
  let registered: ReadonlySet<string> = new Set()
  let found: Promise<{ open: OpenValidator; domain: ProofSigningDomain }> | null = null
  const ready = () => {
    found ??= readyToCheck(validator)
    found.catch(() => {
      found = null
    })
    return found
  }
  void ready()
    .then(({ open }) => open.opened.access.events.readTo(slot.slot > open.finalityBlocks ? slot.slot - open.finalityBlocks : 0n))
    .then((events) => {
      registered = new Set(events.flatMap((event) => (event.name === 'NodeRegistered' ? [event.node] : [])))
    })
    .catch((error: unknown) => validator.logger.warn({ err: error, slot: slot.slot }, 'the registered machines could not be read'))
  return {
    isKnown: (node) => registered.has(node) || validator.proofs.nodeKeys.has(hex32(node)),
    async check({ text }) {
      const message = messageOf(text, slot)
      if (message === null) return null
      const { open, domain } = await ready()
      const [node, commits] = [hex32(message.node), hashCommits(commitsOf(slot, message))]
      return (await isSignedByNode(open, { slot, message, domain })) ? { node, commits } : null
    },
  }
}

async function readyToCheck({ find }: { readonly find: () => Promise<OpenValidator | null> }) {
  const open = await find()
  const domain = open === null ? null : await signingDomain(open)
  if (open === null || domain === null) throw new Error('the contracts of the market are not known')
  return { open, domain }
}

/**
 * Returns the commitments that arrived at this validator's server, each with the milliseconds since `seenMs`. Counts only messages that their machine signed
 * for this slot, and only the first message of each machine. Gives a number to the network of each sender, so that its address is not published. Checks those
 * messages that nobody has checked yet: first those of known machines. It stops after `mostCheckMs`, so that messages of strangers cannot delay the moment when
 * this validator reveals its nonce. Throws viem's errors.
 */
export async function receivedCommits(
  validator: Pick<OpenValidator, 'client' | 'opened' | 'proofs'>,
  { slot, arrived, seenMs, domain }: { slot: ProofSlot; arrived: SlotArrivals; seenMs: number; domain: ProofSigningDomain },
): Promise<Received[]> {
  const received = new Map<Hex32, CheckedMessage>(arrived.checked.map((it) => [it.node, it]))
  const endsAt = performance.now() + mostCheckMs
  const messages = arrived.waiting.flatMap(({ text, ...it }) => {
    const message = messageOf(text, slot)
    return message === null ? [] : [{ message, it }]
  })
  const isKnown = ({ message }: (typeof messages)[number]) => validator.proofs.nodeKeys.has(hex32(message.node))
  for (const { message, it } of [...messages.filter(isKnown), ...messages.filter((other) => !isKnown(other))]) {
    if (performance.now() > endsAt) break
    const [node, commits] = [hex32(message.node), hashCommits(commitsOf(slot, message))]
    if (received.has(node) || !(await isSignedByNode(validator, { slot, message, domain }))) continue
    received.set(node, { node, commits, ...it })
  }
  const isDevelopment = validator.opened.chainId === developmentChainId
  const numbers = new Map<string, number>()
  return [...received.values()].slice(0, mostReceived).map(({ node, commits, atMs, network: ofAddress, namedNetwork }) => {
    const network = isDevelopment ? (namedNetwork ?? ofAddress) : ofAddress
    const site = numbers.get(network) ?? numbers.size + 1
    numbers.set(network, site)
    return { node, commits, ms: Math.max(0, Math.round(atMs - seenMs)), site }
  })
}

/** Returns the message of a text if it is one for this slot, or null. */
function messageOf(text: string, slot: ProofSlot): ProofCommitsWire | null {
  try {
    const { success, data } = proofCommitsWire.safeParse(JSON.parse(text))
    return success && data.slotHash === slot.slotHash && BigInt(data.slot) === slot.slot ? data : null
  } catch {
    return null
  }
}
