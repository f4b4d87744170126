import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type AssetUnits, assert, type Hex32, type LedgerAsset, type LedgerSigningDomain, type ServiceId } from '@infinitio/domain'
import { halvesOf } from '../field.ts'
import { readProvenSignature } from '../provenKeys.ts'
import { hashOfRows, packProvenRows, pointOfRows, type ProvenRow, valueOfRows } from '../provenRows.ts'
import { provenDomainOf } from '../provenVoucher.ts'
import { findProverTools, runTool } from './proverTools.ts'
import type { ProvingKeys } from './provingKeys.ts'
import { readProof, type RowsProof } from './verifyingKey.ts'

/** A claim with the voucher that allows it. */
export type ProvenClaim = ProvenRow & { readonly spent: AssetUnits; readonly trace: Hex32; readonly signature: `0x${string}` }

/** The claims of one settlement. */
export type ProvenBatch = {
  readonly domain: LedgerSigningDomain
  readonly service: ServiceId
  readonly asset: LedgerAsset
  readonly claims: readonly ProvenClaim[]
}

/** The inputs of the circuit, by the names of its signals. */
export type CircuitInputs = Readonly<Record<string, unknown>>

/** A row that only fills a batch: the neutral point of the curve takes the place of a key and of a signature. */
const zeroRow = { enabled: 0n, payer: 0n, serial: 0n, seq: 0n, claim: 0n, spent: 0n, trace: [0n, 0n], point: [0n, 1n], r8: [0n, 1n], s: 0n }

/** Returns the inputs of the circuit for `count` rows. Asserts that the claims fit, and that signatures have 160 bytes. */
export function circuitInputsOf({ domain, service, asset, claims }: ProvenBatch, count: number): CircuitInputs {
  const rows = [...Array.from({ length: count - claims.length }, () => zeroRow), ...claims.map(rowOf)]
  const columns = Object.keys(zeroRow).map((name) => [name, rows.map((row) => row[name as keyof typeof zeroRow])] as const)
  const owner = { domain: provenDomainOf(domain, asset), service }
  const at = pointOfRows(hashOfRows(owner, claims, count), owner, packProvenRows(claims))
  return { domain: owner.domain, service: BigInt(service), at, ...Object.fromEntries(columns) }
}

/**
 * Proves that the keys signed vouchers for these claims. Takes about a second for each row of the circuit, in another process. Throws
 * `CircuitRefused` if the circuit refuses a claim, `ProverToolFailed` if the prover did not work, and `ProverToolsMissing`.
 */
export async function proveRows(keys: ProvingKeys, batch: ProvenBatch): Promise<RowsProof> {
  const { prover } = findProverTools()
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-proof-'))
  try {
    writeFileSync(join(folder, 'inputs.json'), writeInputs(circuitInputsOf(batch, keys.count)))
    const files = [join(keys.folder, 'rows.wasm'), join(keys.folder, 'rows.zkey')]
    await runTool(prover, ['groth16', 'fullprove', 'inputs.json', ...files, 'proof.json', 'public.json'], folder)
    const [rowsHash, value] = JSON.parse(readFileSync(join(folder, 'public.json'), 'utf8')) as readonly [string, string]
    const owner = { domain: provenDomainOf(batch.domain, batch.asset), service: batch.service }
    const hash = hashOfRows(owner, batch.claims, keys.count)
    const point = pointOfRows(hash, owner, packProvenRows(batch.claims))
    assert(BigInt(rowsHash) === hash, 'the circuit calculates the hash of the rows')
    assert(BigInt(value) === valueOfRows(owner, batch.claims, point), 'the circuit calculates the value')
    return readProof(readFileSync(join(folder, 'proof.json'), 'utf8'), hash)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Writes the inputs of the circuit as the prover reads them. */
export function writeInputs(inputs: CircuitInputs): string {
  return JSON.stringify(inputs, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))
}

function rowOf({ payer, serial, seq, claim, spent, trace, signature }: ProvenClaim) {
  const read = readProvenSignature(signature)
  assert(read !== null, 'the signature of a voucher has 160 bytes')
  const { point, r8, s } = read
  const numbers = { enabled: 1n, payer: BigInt(payer), serial: BigInt(serial), seq: BigInt(seq), claim: claim as bigint, spent: spent as bigint }
  return { ...numbers, trace: [...halvesOf(trace)], point: [...point], r8: [...r8], s }
}
