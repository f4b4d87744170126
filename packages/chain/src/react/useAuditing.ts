import type { Address, Hex32, TxHash } from '@infinitio/domain'
import { useMemo } from 'react'
import { encodeFunctionData, type Hex } from 'viem'
import { useConfig } from 'wagmi'
import { type CarbonProof, fileProofCall, showCertificateCall } from '../audits/certificates.ts'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'
import { approveExactly } from './approveExactly.ts'
import { sendAndWait } from './sendAndWait.ts'

/** What an account does about carbon proofs, each resolved when mined. `settle`, `lapse` and `release` are anybody's. All throw as `sendAndWait` does. */
export type Auditing = {
  /** Two transactions where less is allowed than `held`, the bond and the pay of auditors, else one. */
  readonly file: (filing: { proof: CarbonProof; held: bigint }) => Promise<TxHash>
  readonly show: (shown: { filing: bigint; certificateHash: Hex32 }) => Promise<TxHash>
  readonly audit: (answer: { filing: bigint; accepts: boolean; reason: string }) => Promise<TxHash>
  readonly settle: (filing: bigint) => Promise<TxHash>
  readonly lapse: (filing: bigint) => Promise<TxHash>
  readonly release: (filing: bigint) => Promise<TxHash>
}

const abi = carbonRegistryAbi

/** Filing and auditing by the connected wallet. */
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
