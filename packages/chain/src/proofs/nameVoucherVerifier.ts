import { type Address, address } from '@infinitio/domain'
import { developmentChainId } from '@infinitio/domain/proofs'
import { createClient, encodeDeployData, encodeFunctionData, type Hex, http, parseEther, toHex } from 'viem'
import { getChainId, readContract, waitForTransactionReceipt } from 'viem/actions'
import { voucherVerifierEntry } from '../addresses/contractEntries.ts'
import { nameKey } from '../addresses/directoryNames.ts'
import { directoryAbi } from '../generated/directoryAbi.ts'
import { voucherVerifierAbi } from '../generated/voucherVerifierAbi.ts'
import { voucherVerifierBytecode } from '../generated/voucherVerifierBytecode.ts'
import { OtherChainError } from './mineSlot.ts'

/** The points of a verifying key, as the contract `VoucherVerifier` takes them. `inputs` has four points. */
export type VerifyingKeyPoints = {
  readonly alpha: readonly [bigint, bigint]
  readonly beta: readonly [bigint, bigint, bigint, bigint]
  readonly gamma: readonly [bigint, bigint, bigint, bigint]
  readonly delta: readonly [bigint, bigint, bigint, bigint]
  readonly inputs: readonly bigint[]
}

const timeoutMs = 10_000
const minedWithinMs = 60_000
const coins = parseEther('10')

/**
 * Creates a verifier of vouchers on a development chain, and names it in the Directory in place of the Directory's owner. A development node allows this; on
 * any other chain a vote must name it. Returns the address of the verifier. Throws OtherChainError on another chain, and viem's errors.
 */
export async function nameVoucherVerifier(
  { rpcUrl, directory }: { readonly rpcUrl: string; readonly directory: Address },
  { inputs, ...key }: VerifyingKeyPoints,
): Promise<Address> {
  const client = createClient({ transport: http(rpcUrl, { timeout: timeoutMs, retryCount: 0 }), cacheTime: 0, pollingInterval: 100 })
  const chainId = await getChainId(client)
  if (chainId !== developmentChainId) throw new OtherChainError(chainId)
  const ask = async (method: string, params: unknown[]) => await client.request({ method, params } as Parameters<typeof client.request>[0])
  const owner = await readContract(client, { address: directory, abi: directoryAbi, functionName: 'owner' })
  await ask('anvil_setBalance', [owner, toHex(coins)])
  await ask('anvil_impersonateAccount', [owner])
  const send = async (call: { readonly to?: Address; readonly data: Hex }) => {
    const hash = (await ask('eth_sendTransaction', [{ from: owner, gas: toHex(3_000_000), ...call }])) as Hex
    const receipt = await waitForTransactionReceipt(client, { hash, timeout: minedWithinMs })
    if (receipt.status !== 'success') throw new Error(`the transaction ${hash} failed`)
    return receipt
  }
  try {
    const args = [{ ...key, inputs: inputs as unknown as Eight }] as const
    const { contractAddress } = await send({ data: encodeDeployData({ abi: voucherVerifierAbi, bytecode: voucherVerifierBytecode, args }) })
    if (contractAddress == null) throw new Error('a creation has the address of its contract')
    const verifier = address(contractAddress.toLowerCase())
    await send({
      to: directory,
      data: encodeFunctionData({ abi: directoryAbi, functionName: 'set', args: [nameKey(voucherVerifierEntry), verifier] }),
    })
    return verifier
  } finally {
    await ask('anvil_stopImpersonatingAccount', [owner])
  }
}

type Eight = readonly [bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint]
