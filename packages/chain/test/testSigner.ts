// A small signing program for tests, like one with which an operator connects a key service. It uses the protocol of docs/guides/sender-keys.md over its
// standard input and output, or on the Unix socket of its first argument. TEST_SIGNER_KEYS: its keys, separated by commas. TEST_SIGNER_FAULT: its fault.
import { createServer } from 'node:net'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { type Hex, isHex, keccak256, numberToHex } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { serializeTransaction } from 'viem/utils'

type Request = {
  id: number
  method: 'addresses' | 'sign'
  address?: string
  digest?: Hex
  transaction?: { chainId: number; nonce: number; to: Hex; data: Hex; gas: Hex; maxFeePerGas: Hex; maxPriorityFeePerGas: Hex }
}

const curveOrder = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n
const fault = process.env.TEST_SIGNER_FAULT ?? ''
const keys = new Map(
  (process.env.TEST_SIGNER_KEYS ?? '').split(',').map((key) => [privateKeyToAccount(key as Hex).address.toLowerCase(), key as Hex] as const),
)

const socketPath = process.argv[2]
if (socketPath === undefined) serve(process.stdin, process.stdout)
else createServer((socket) => serve(socket, socket)).listen(socketPath)

function serve(input: Readable, output: Writable): void {
  createInterface({ input }).on('line', (line) => {
    const request = JSON.parse(line) as Request
    void answer(request).then((fields) => {
      if (fields !== null) output.write(`${JSON.stringify({ id: request.id, ...fields })}\n`)
    })
  })
}

async function answer({ method, address, digest, transaction }: Request): Promise<Record<string, unknown> | null> {
  if (method === 'addresses') return { addresses: [...keys.keys()] }
  if (fault === 'silent') return null
  if (fault === 'dies') process.exit(3)
  if (fault === 'refuses') return { error: 'not within the policy' }
  const key = fault === 'foreign' ? keccak256('0x01') : keys.get(address ?? '')
  if (key === undefined || !isHex(digest) || transaction === undefined) return { error: 'malformed' }
  if (digestOf(transaction) !== digest) return { error: 'the digest is not of this transaction' }
  const { r, s } = await sign({ hash: digest, privateKey: key })
  // The signature has 64 bytes: r and s. With the fault `highS`, s is in the upper half of its range, as key services may return it.
  const ours = fault === 'highS' ? numberToHex(curveOrder - BigInt(s), { size: 32 }) : s
  return { signature: `${r}${ours.slice(2)}` }
}

function digestOf({ gas, maxFeePerGas, maxPriorityFeePerGas, ...rest }: NonNullable<Request['transaction']>): Hex {
  const fees = { gas: BigInt(gas), maxFeePerGas: BigInt(maxFeePerGas), maxPriorityFeePerGas: BigInt(maxPriorityFeePerGas) }
  return keccak256(serializeTransaction({ type: 'eip1559', chainId: rest.chainId, nonce: rest.nonce, to: rest.to, data: rest.data, ...fees }))
}
