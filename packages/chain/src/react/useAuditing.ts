import type { Address, Hex32, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex } from 'viem'
import { useConfig } from 'wagmi'
import { type CarbonProof, fileProofCall, showCertificateCall } from '../audits/certificates.ts'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/**
 * An account's actions on carbon proofs. Each action resolves when its transaction is mined. Anyone may call `settle`, `lapse` and `release`. All throw like
 * `sendAndWait`.
 */
export type Auditing = {
  /**
   * Files a proof of green energy. `held` is the provider's bond plus the pay of the auditors, in base units of G. Sends two transactions if the approval is
   * below this sum, otherwise one.
   */
  readonly file: (filing: { proof: CarbonProof; held: bigint }) => Promise<TxHash>
  readonly show: (shown: { filing: bigint; certificateHash: Hex32 }) => Promise<TxHash>
  readonly audit: (answer: { filing: bigint; accepts: boolean; reason: string }) => Promise<TxHash>
  readonly settle: (filing: bigint) => Promise<TxHash>
  readonly lapse: (filing: bigint) => Promise<TxHash>
  readonly release: (filing: bigint) => Promise<TxHash>
}

const abi = carbonRegistryAbi

/** Returns the connected wallet's actions to file and audit carbon proofs (evidence of green energy). */
export function useAuditing({ carbonRegistry, gToken }: { carbonRegistry: Address; gToken: Address }, account: Address): Auditing {
  const config = useConfig()
  return useMemo(() => {
    const send = (data: Hex) => sendAndWait(config, { to: carbonRegistry, data })
    return {
      async file({ proof, held }) {
        await approveExactly(config, { token: gToken, owner: account, spender: carbonRegistry, amount: held })
        return sendAndWait(config, fileProofCall(carbonRegistry, { proof, provider: account }))
      },
      show: (shown) => sendAndWait(config, showCertificateCall(carbonRegistry, shown)),
      audit: ({ filing, accepts, reason }) => send(encodeFunctionData({ abi, functionName: 'audit', args: [filing, accepts, reason] })),
      settle: (filing) => send(encodeFunctionData({ abi, functionName: 'settle', args: [filing] })),
      lapse: (filing) => send(encodeFunctionData({ abi, functionName: 'lapse', args: [filing] })),
      release: (filing) => send(encodeFunctionData({ abi, functionName: 'release', args: [filing] })),
    }
  }, [config, carbonRegistry, gToken, account])
}
