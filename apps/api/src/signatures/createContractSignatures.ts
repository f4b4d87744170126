import { createHash } from 'node:crypto'
import type { Hex32, Refusal } from '@infinitio/domain'
import {
  encodeDeployData,
  encodeFunctionData,
  erc6492SignatureValidatorAbi,
  erc6492SignatureValidatorByteCode,
  type Hex,
  hexToBytes,
  isErc6492Signature,
  parseAbi,
} from 'viem'
import { publicCall, type PublicRpc } from '../rpc/createPublicRpc.ts'
import type { Limiter, Limits } from '../limits/createLimiter.ts'

/** A question to the code of a contract account: does it accept this signature? The question counts against the rate limit of the IP address `caller`. */
export type SignatureQuestion = { readonly account: string; readonly digest: Hex32; readonly signature: string; readonly caller: string }

/** The services that a check needs. */
export type SignatureParts = { readonly publicRpc: PublicRpc; readonly limiter: Limiter; readonly limits: Limits }

/** Checks signatures of accounts that are contracts. */
export type ContractSignatures = {
  /**
   * Resolves with true if the account's code accepts a signature (ERC-1271). The call gets as much gas as the Market contract would give it. An account without
   * code accepts no signature; with `undeployed`, its code is first deployed within the simulated call (ERC-6492). Refuses with `api.rate_limited` and
   * `chain.node_busy`.
   */
  readonly accepts: (parts: SignatureParts, question: SignatureQuestion & { readonly undeployed?: boolean }) => Promise<boolean | Refusal>
}

const erc1271Abi = parseAbi(['function isValidSignature(bytes32 digest, bytes signature) view returns (bytes4)'])
/**
 * `accountGas` is the gas for the account's own code; the Market contract has the same limit. `deployGas` is the gas for a call that first deploys the account.
 */
const accountGas = 100_000n
const deployGas = 3_000_000n
/** How much a check counts in the rate limit of the caller's IP address: for a deployed account, and for one that must be deployed first. */
const costs = { deployed: 5, undeployed: 50 } as const
const noForMs = 5_000
const mostRemembered = 1_000
const accepted = '0x1626ba7e'

/**
 * Creates the check of contract signatures. It remembers for 5 s that a signature was rejected, so that repeated questions cause no work for the chain node.
 */
export function createContractSignatures({ nowMs }: { nowMs: () => number }): ContractSignatures {
  const refusedUntil = new Map<string, number>()

  function remember(key: string): void {
    refusedUntil.delete(key)
    refusedUntil.set(key, nowMs() + noForMs)
    const [oldest] = refusedUntil.keys()
    if (refusedUntil.size > mostRemembered && oldest !== undefined) refusedUntil.delete(oldest)
  }

  return {
    async accepts({ publicRpc, limiter, limits }, { account, digest, signature, caller, undeployed = false }) {
      const key = createHash('sha256').update(`${account} ${digest} ${signature} ${undeployed}`).digest('base64')
      if (nowMs() < (refusedUntil.get(key) ?? 0)) return false
      const isUndeployed = undeployed && isErc6492Signature(signature as Hex)
      const cost = isUndeployed ? costs.undeployed : costs.deployed
      if (!limiter.take(`ip:${caller}`, limits.ip, cost).ok) return { rejected: 'api.rate_limited', detail: 'by address' }
      const call = isUndeployed ? validatorCall({ account, digest, signature }) : accountCall({ account, digest, signature })
      const answer = await publicCall(publicRpc, { caller, ...call })
      if (answer.kind === 'busy') return { rejected: 'chain.node_busy' }
      const isAccepted = answer.kind === 'returned' && call.isYes(answer.data)
      if (!isAccepted) remember(key)
      return isAccepted
    },
  }
}

type Asked = Pick<SignatureQuestion, 'account' | 'digest' | 'signature'>
type Question = { readonly to: Hex | null; readonly data: Hex; readonly gas: bigint; readonly isYes: (data: Hex) => boolean }

function accountCall({ account, digest, signature }: Asked): Question {
  const data = encodeFunctionData({ abi: erc1271Abi, functionName: 'isValidSignature', args: [digest, signature as Hex] })
  // The answer must be exactly 32 bytes: the 4 bytes that ERC-1271 defines, and 28 zero bytes. The Market contract requires this, too.
  return { to: account as Hex, data, gas: accountGas + intrinsicGas(data), isYes: (answer) => answer === accepted.padEnd(66, '0') }
}

/**
 * Returns the creation code of the contract that validates signatures by ERC-6492. It deploys the account with the account's factory and then asks the account.
 */
function validatorCall({ account, digest, signature }: Asked): Question {
  const data = encodeDeployData({
    abi: erc6492SignatureValidatorAbi,
    bytecode: erc6492SignatureValidatorByteCode,
    args: [account as Hex, digest, signature as Hex],
  })
  return { to: null, data, gas: deployGas, isYes: (answer) => /^0x0*1$/.test(answer) }
}

/** Returns the gas that a transaction with this data costs before the account's code runs. */
function intrinsicGas(data: Hex): bigint {
  return hexToBytes(data).reduce((gas, byte) => gas + (byte === 0 ? 4n : 16n), 21_000n)
}
