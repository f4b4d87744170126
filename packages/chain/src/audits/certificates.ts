import { address, type Address, assert, hex32, type Hex32 } from '@infinitio/domain'
import { type Client, encodeAbiParameters, encodeFunctionData, keccak256, parseEventLogs, stringToHex } from 'viem'
import { getLogs } from 'viem/actions'
import { carbonRegistryAbi } from '../generated/carbonRegistryAbi.ts'
import { nameKey } from '../addresses/directoryNames.ts'
import type { ContractCall } from '../calls/contractCall.ts'

/**
 * An accepted proof of green energy. Times are Unix seconds. `coverage` is the covered share of the energy in 1e18 fixed point. `revokedAt` is null unless a
 * vote revoked the proof.
 */
export type CarbonCertificate = {
  readonly id: bigint
  readonly provider: Address
  readonly nodes: readonly Hex32[]
  readonly coverage: bigint
  readonly from: bigint
  readonly until: bigint
  readonly acceptedAt: bigint
  readonly revokedAt: bigint | null
}

/**
 * Reads all accepted certificates of green energy in a range of blocks, both ends included, sorted by number. `fromBlock` must not be after the registry's
 * creation: the range must contain the filing of each certificate, because its provider and its machines are only in the event of the filing. Throws viem's
 * errors.
 */
export async function readCertificates(
  client: Client,
  { carbonRegistry, fromBlock, toBlock }: { carbonRegistry: Address; fromBlock: bigint; toBlock: bigint },
): Promise<readonly CarbonCertificate[]> {
  const logs = await getLogs(client, { address: carbonRegistry, fromBlock, toBlock })
  const events = parseEventLogs({ abi: carbonRegistryAbi, logs, eventName: ['CarbonFiled', 'CarbonAccepted', 'CarbonRevoked'] })
  const filed = new Map<bigint, Pick<CarbonCertificate, 'provider' | 'nodes' | 'from'>>()
  const found = new Map<bigint, CarbonCertificate>()
  for (const { eventName, args } of events) {
    const { id } = args
    if (eventName === 'CarbonFiled') {
      const { nodes, from } = args.proof
      filed.set(id, { provider: address(args.provider.toLowerCase()), nodes: nodes.map((node) => hex32(node)), from: BigInt(from) })
    } else if (eventName === 'CarbonAccepted') {
      const proof = filed.get(id)
      assert(proof !== undefined, 'what was accepted was filed')
      const { acceptedAt, until, coverage } = args
      found.set(id, { id, ...proof, coverage, until: BigInt(until), acceptedAt: BigInt(acceptedAt), revokedAt: null })
    } else {
      const certificate = found.get(id)
      assert(certificate !== undefined, 'what was revoked was accepted')
      found.set(id, { ...certificate, revokedAt: BigInt(args.revokedAt) })
    }
  }
  return [...found.values()].sort((one, other) => Number(one.id - other.id))
}

/**
 * A proof of green energy to file. `source` is ASCII of at most 31 characters. `coverage` is the covered share of the energy in 1e18 fixed point. Times are
 * Unix seconds. `site` is the hash of the place, or zeros.
 */
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

/**
 * Files a proof of green energy for machines of `provider`. The provider must send the call, and must have approved its bond and the pay of the auditors. The
 * call contains only a seal (a hash over the certificate's hash and the provider). So nobody can copy the certificate's hash from the call and file the
 * certificate first.
 */
export function fileProofCall(carbonRegistry: Address, { proof, provider }: { proof: CarbonProof; provider: Address }): ContractCall {
  const { certificateHash, source, ...rest } = proof
  const args = [{ ...rest, seal: certificateSeal({ certificateHash, provider }), source: stringToHex(source, { size: 32 }) }] as const
  return { to: carbonRegistry, data: encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'file', args }) }
}

/** Publishes the certificate of a filing after its auditors were selected. Anyone who knows the hash of the certificate may send the call. */
export function showCertificateCall(carbonRegistry: Address, { filing, certificateHash }: { filing: bigint; certificateHash: Hex32 }): ContractCall {
  return { to: carbonRegistry, data: encodeFunctionData({ abi: carbonRegistryAbi, functionName: 'show', args: [filing, certificateHash] }) }
}

/**
 * Returns the value that identifies a certificate without revealing it: a hash over the certificate's hash and the provider. Calculates the same as
 * `CarbonRegistry.sealOf`.
 */
export function certificateSeal({ certificateHash, provider }: { certificateHash: Hex32; provider: Address }): Hex32 {
  const types = [{ type: 'bytes32' }, { type: 'bytes32' }, { type: 'address' }] as const
  return keccak256(encodeAbiParameters(types, [nameKey('CarbonCertificate'), certificateHash, provider])) as Hex32
}
