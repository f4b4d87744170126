import { type ByteArray, type Hex, hexToBytes, isHex, keccak256, toRlp } from 'viem'
import { ChainContradiction } from './chainContradiction.ts'

/** A log as a node returns it. */
export type RpcLog = {
  readonly address: Hex
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly blockHash: Hex
  readonly logIndex: Hex
  readonly transactionHash: Hex
}

/** A receipt as a node returns it, with all fields in hex. */
export type RpcReceipt = {
  readonly type: Hex
  readonly status: Hex
  readonly cumulativeGasUsed: Hex
  readonly logsBloom: Hex
  readonly transactionHash: Hex
  readonly logs: readonly RpcLog[]
  readonly depositNonce?: Hex
  readonly depositReceiptVersion?: Hex
}

const receiptFields = ['type', 'status', 'cumulativeGasUsed', 'logsBloom', 'transactionHash'] as const
const logFields = ['address', 'data', 'blockHash', 'logIndex', 'transactionHash'] as const

type Item = ByteArray | readonly Item[]
type Leaf = { readonly nibbles: readonly number[]; readonly value: ByteArray }

/**
 * Returns the root of the receipts trie, as it is in a header (yellow paper 4.4.1 and appendix D). Any change of a status, a log, the order or the number of
 * receipts changes the root.
 */
export function receiptsRoot(receipts: readonly RpcReceipt[]): Hex {
  if (receipts.length === 0) return keccak256(toRlp('0x'))
  const leaves = receipts.map((receipt, place) => ({ nibbles: nibblesOf(toRlp(quantity(place), 'bytes')), value: encodeReceipt(receipt) }))
  return keccak256(toRlp(trieNode(leaves, 0) as Parameters<typeof toRlp>[0]))
}

/**
 * Encodes a receipt as the receipts trie stores it. A typed receipt (EIP-2718) begins with its type. A deposit transaction of an OP-stack chain adds its nonce
 * and version at the end.
 */
function encodeReceipt({ type, status, cumulativeGasUsed, logsBloom, logs, depositNonce, depositReceiptVersion }: RpcReceipt): ByteArray {
  const entries = logs.map(({ address, topics, data }) => [hexToBytes(address), topics.map((topic) => hexToBytes(topic)), hexToBytes(data)])
  const deposit = [depositNonce, depositReceiptVersion].filter((value) => value !== undefined).map((value) => quantity(Number(value)))
  const body = toRlp(
    [quantity(Number(status)), quantity(Number(cumulativeGasUsed)), hexToBytes(logsBloom), entries, ...deposit] as Parameters<typeof toRlp>[0],
    'bytes',
  ) as ByteArray
  const kind = Number(type)
  return kind === 0 ? body : Uint8Array.from([kind, ...body])
}

/**
 * Returns the node of the receipts trie for these leaves. Their keys have the same first `depth` nibbles (half bytes). No key is a prefix of another one, so no
 * branch node has a value.
 */
function trieNode(leaves: readonly Leaf[], depth: number): readonly Item[] {
  const [first] = leaves
  if (first === undefined) throw new Error('a node of the trie has leaves')
  if (leaves.length === 1) return [packNibbles(first.nibbles.slice(depth), { isLeaf: true }), first.value]
  let shared = depth
  while (leaves.every(({ nibbles }) => nibbles[shared] === first.nibbles[shared])) shared += 1
  if (shared > depth) return [packNibbles(first.nibbles.slice(depth, shared), { isLeaf: false }), reference(trieNode(leaves, shared))]
  const children: Item[] = []
  for (let nibble = 0; nibble < 16; nibble += 1) {
    const below = leaves.filter(({ nibbles }) => nibbles[depth] === nibble)
    children.push(below.length === 0 ? new Uint8Array() : reference(trieNode(below, depth + 1)))
  }
  return [...children, new Uint8Array()]
}

/**
 * Returns the form in which a parent node of the trie stores a child: the child itself if its encoding is shorter than 32 bytes, otherwise the hash of the
 * encoding.
 */
function reference(node: readonly Item[]): Item {
  const encoded = toRlp(node as Parameters<typeof toRlp>[0], 'bytes') as ByteArray
  return encoded.length < 32 ? node : keccak256(encoded, 'bytes')
}

function packNibbles(nibbles: readonly number[], { isLeaf }: { isLeaf: boolean }): ByteArray {
  const flag = (isLeaf ? 2 : 0) + (nibbles.length % 2)
  const all = nibbles.length % 2 === 1 ? [flag, ...nibbles] : [flag, 0, ...nibbles]
  return Uint8Array.from({ length: all.length / 2 }, (_, place) => ((all[2 * place] ?? 0) << 4) | (all[2 * place + 1] ?? 0))
}

function nibblesOf(bytes: ByteArray): number[] {
  return [...bytes].flatMap((byte) => [byte >> 4, byte & 0x0f])
}

/** Returns a number in RLP form: big-endian without leading zeros, empty for 0. */
function quantity(value: number): ByteArray {
  if (value === 0) return new Uint8Array()
  const digits = value.toString(16)
  return hexToBytes(`0x${digits.length % 2 === 0 ? digits : `0${digits}`}`)
}

/** Parses a block's receipts from a node's answer. Throws ChainContradiction for another answer. */
export function parseRpcReceipts(answer: unknown): readonly RpcReceipt[] {
  if (!Array.isArray(answer) || !answer.every(isReceipt)) throw new ChainContradiction('an answer that should be receipts is none')
  return answer
}

/** Parses logs from a node's answer. Throws ChainContradiction for another answer. */
export function parseRpcLogs(answer: unknown): readonly RpcLog[] {
  if (!Array.isArray(answer) || !answer.every(isLog)) throw new ChainContradiction('an answer that should be logs is none')
  return answer
}

function isReceipt(answer: unknown): answer is RpcReceipt {
  const receipt = answer as RpcReceipt | null
  return typeof receipt === 'object' && receipt !== null && receiptFields.every((field) => isHex(receipt[field])) && isLogs(receipt.logs)
}

function isLogs(answer: unknown): boolean {
  return Array.isArray(answer) && answer.every(isLog)
}

function isLog(answer: unknown): answer is RpcLog {
  const log = answer as RpcLog | null
  if (typeof log !== 'object' || log === null || !logFields.every((field) => isHex(log[field]))) return false
  return Array.isArray(log.topics) && log.topics.every((topic) => isHex(topic))
}
