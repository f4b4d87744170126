import { type Hex32, hex32 } from '@infinitio/domain'
import { developmentChainId, hashCommits, hashNodeCommit, isCallSignature, type ProofCommit, type ProofSigningDomain } from '@infinitio/domain/proofs'
import { type ProofCommitsWire, proofCommitsWire } from '@infinitio/domain/wire'
import type { ProofSlot } from '@infinitio/sdk/proofs'
import { type Hex, recoverAddress } from 'viem'
import type { OpenValidator } from '../validator/validator.ts'
import type { Received } from '../validator/keptSlots.ts'
import type { ArrivedMessage } from '../validator/door.ts'
import { nodeKeyOf } from './slotFacts.ts'

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
 * Returns the commitments that arrived at this validator's server, each with the milliseconds since `seenMs`. Counts only messages that their machine signed
 * for this slot, and only the first message of each machine. Gives a number to the network of each sender, so that its address is not published. Checks
 * messages of known machines first, and stops after `mostCheckMs`, so that messages of strangers cannot delay the moment when this validator reveals its nonce.
 * Throws viem's errors.
 */
export async function receivedCommits(
  validator: Pick<OpenValidator, 'client' | 'opened' | 'proofs'>,
  { slot, arrived, seenMs, domain }: { slot: ProofSlot; arrived: readonly ArrivedMessage[]; seenMs: number; domain: ProofSigningDomain },
): Promise<Received[]> {
  const received = new Map<Hex32, Received>()
  const endsAt = performance.now() + mostCheckMs
  const isDevelopment = validator.opened.chainId === developmentChainId
  const messages = arrived.flatMap(({ text, atMs, network: ofAddress, namedNetwork }) => {
    const message = parsed(text)
    const network = isDevelopment ? (namedNetwork ?? ofAddress) : ofAddress
    return message === null || message.slotHash !== slot.slotHash || BigInt(message.slot) !== slot.slot ? [] : [{ message, atMs, network }]
  })
  const isKnown = ({ message }: (typeof messages)[number]) => validator.proofs.nodeKeys.has(hex32(message.node))
  const numbers = new Map<string, number>()
  for (const { message, atMs, network } of [...messages.filter(isKnown), ...messages.filter((it) => !isKnown(it))]) {
    if (performance.now() > endsAt) break
    const [node, commits] = [hex32(message.node), hashCommits(commitsOf(slot, message))]
    if (received.size >= mostReceived || received.has(node) || !(await isSignedByNode(validator, { slot, message, domain }))) continue
    const site = numbers.get(network) ?? numbers.size + 1
    numbers.set(network, site)
    received.set(node, { node, commits, ms: Math.max(0, Math.round(atMs - seenMs)), site })
  }
  return [...received.values()]
}

function parsed(text: string): ProofCommitsWire | null {
  try {
    const found = proofCommitsWire.safeParse(JSON.parse(text))
    return found.success ? found.data : null
  } catch {
    return null
  }
}
