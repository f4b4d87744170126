import { parseAbi } from 'viem'
import { recoverAddress } from 'viem/utils'

const callTimeoutMs = 10_000
const erc1271Abi = parseAbi(['function isValidSignature(bytes32 digest, bytes signature) view returns (bytes4)'])
const accepted = '0x1626ba7e'

/**
 * Returns true if the account signed a digest. Either its key signed it, or the account is a contract that accepts the signature (ERC-1271), as this RPC node
 * reports. Throws viem's errors if the node does not answer.
 */
export async function isSignedBy(
  { account, digest, signature }: { account: string; digest: string; signature: string },
  { rpcUrl }: { rpcUrl: string },
): Promise<boolean> {
  const signed = { hash: digest as `0x${string}`, signature: signature as `0x${string}` }
  const signer = await recoverAddress(signed).catch(() => null)
  if (signer?.toLowerCase() === account) return true
  return (await judgeContractSignature({ account, digest, signature }, { rpcUrl })) === 'accepts'
}

/** A contract account's answer about a signature. `noCode`: the account has no contract code. */
export type ContractVerdict = 'accepts' | 'refuses' | 'noCode'

/**
 * Asks the code of an account whether it accepts a signature now (ERC-1271), through this RPC node. Throws viem's errors if the node does not return the code.
 */
export async function judgeContractSignature(
  { account, digest, signature }: { account: string; digest: string; signature: string },
  { rpcUrl }: { rpcUrl: string },
): Promise<ContractVerdict> {
  const client = await chainClient(rpcUrl)
  const code = await client.getCode({ address: account as `0x${string}` })
  if (code === undefined || code === '0x') return 'noCode'
  // A call that fails counts as a refusal.
  const answer = await client
    .readContract({
      address: account as `0x${string}`,
      abi: erc1271Abi,
      functionName: 'isValidSignature',
      args: [digest as `0x${string}`, signature as `0x${string}`],
    })
    .catch(() => null)
  return answer === accepted ? 'accepts' : 'refuses'
}

/** Returns the time of the newest block in Unix seconds. Throws viem's errors if the node does not answer. */
export async function readBlockSeconds({ rpcUrl }: { rpcUrl: string }): Promise<bigint> {
  const { timestamp } = await (await chainClient(rpcUrl)).getBlock()
  return timestamp
}

/** Loads the chain code only when it is needed, so that programs that use only the API stay small. */
async function chainClient(rpcUrl: string) {
  const { createChainClient } = await import('@infinitio/chain/sender')
  return createChainClient({ rpcUrl, timeoutMs: callTimeoutMs })
}
