import type { Address, Hex32 } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, keccak256, stringToHex } from 'viem'
import { nameKey } from '../addresses/directoryNames.ts'
import type { ContractCall } from '../calls/contractCall.ts'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'

/** A proof of green energy. `source` is ASCII of at most 31 letters, `coverage` a share in 1e18 fixed point, times in Unix seconds, `site` a hash or zeros. */
export type CarbonProof = {
  readonly source: string
  readonly certificateHash: Hex32
  readonly meterHash: Hex32
  readonly site: Hex32
  readonly coverage: bigint
  readonly from: number
  readonly until: number
  readonly nodes: readonly Hex32[]
}

/** Files a proof for nodes of `provider`, which sends it and must have allowed the bond and the pay of its auditors. The certificate goes as its seal: nobody can file it first. */
export function fileProofCall(carbonRegistry: Address, { proof, provider }: { proof: CarbonProof; provider: Address }): ContractCall {
  const { certificateHash, source, ...rest } = proof
  const args = [{ ...rest, seal: certificateSeal({ certificateHash, provider }), source: stringToHex(source, { size: 32 }) }] as const
  return { to: carbonRegistry, data: encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'file', args }) }
}

/** Shows the certificate of a filing whose auditors are drawn; anyone who knows its hash may send it. */
export function showCertificateCall(carbonRegistry: Address, { filing, certificateHash }: { filing: bigint; certificateHash: Hex32 }): ContractCall {
  return { to: carbonRegistry, data: encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'show', args: [filing, certificateHash] }) }
}

/** Returns what is filed of a certificate: the hash of its hash and of the provider. Twin of `CarbonRegistry.sealOf`. */
export function certificateSeal({ certificateHash, provider }: { certificateHash: Hex32; provider: Address }): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'address' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('CarbonCertificate'), certificateHash, provider])) as Hex32
}
