// Measures proofs of vouchers: `npm run bench -- proof`, or this file with `--rows` for another circuit than the one of two rows. It prints:
// - `constraints`: equations of the circuit for each row.
// - `keysMs`: time to calculate the keys of the compiled circuit. `proveMs`: time of one proof, in another process.
// - `signMs`, `checkMs`: time to sign a voucher, and to check a signature.
// - `breakEvenUsers`: the users from which a proof costs less gas than their signatures, by `contracts/gas/snapshot.json`. The goal is at most 50.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { provenKeyOf, recoverProven, signProven } from '../../src/provenKeys.ts'
import { hashProvenVoucher } from '../../src/provenVoucher.ts'
import { readCircuit } from '../../src/prover/circuitFile.ts'
import { findProverTools } from '../../src/prover/proverTools.ts'
import { proveRows } from '../../src/prover/proveRows.ts'
import { compiledCircuit, makeKeysInto, readKeys } from '../../src/prover/provingKeys.ts'
import { batchOf, exampleDomain, exampleSecret, exampleService, signedClaim } from '../exampleClaims.ts'

const rows = Number(parseArgs({ options: { rows: { type: 'string', default: '2' } } }).values.rows)
const runs = 3
const signatures = 50
const wholeCircuit = 128
const samples: Record<string, number[]> = {}
const note = (key: string, value: number) => {
  samples[key] = [...(samples[key] ?? []), value]
}

const tools = findProverTools()
const circuit = await compiledCircuit(rows)
note('constraints', readCircuit(readFileSync(join(circuit, 'rows.r1cs'))).equations / rows)
note('breakEvenUsers', breakEvenUsers())
const folder = mkdtempSync(join(tmpdir(), 'infinitio-keys-'))
try {
  await timed('keysMs', () => makeKeysInto(folder, { tools, circuit }))
  const keys = readKeys(folder, rows)
  for (let run = 1; run <= runs; run += 1) {
    const claims = Array.from({ length: rows }, (_, seq) => signedClaim({ seq: seq + 1 }))
    await timed('proveMs', () => proveRows(keys, batchOf(claims)))
    const [{ payer, serial, seq, spent, trace } = signedClaim()] = claims
    const digest = hashProvenVoucher({ serial, seq, spent, trace }, { payer, service: exampleService, asset: 'PToken' }, exampleDomain)
    const signature = await timed('signMs', () => repeat(() => signProven(digest, exampleSecret)), signatures)
    const signer = await timed('checkMs', () => repeat(() => recoverProven(digest, signature)), signatures)
    if (signer !== provenKeyOf(exampleSecret)) throw new Error('the key of the voucher signed it')
    console.log(`run ${run} of ${runs}: ${JSON.stringify(Object.fromEntries(Object.entries(samples).map(([key, all]) => [key, all.at(-1)])))}`)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
console.log(JSON.stringify(samples))

async function timed<Result>(key: string, act: () => Result | Promise<Result>, times = 1): Promise<Result> {
  const start = performance.now()
  const result = await act()
  note(key, (performance.now() - start) / times)
  return result
}

function repeat<Result>(act: () => Result): Result {
  for (let time = 1; time < signatures; time += 1) act()
  return act()
}

function breakEvenUsers(): number {
  const file = new URL('../../../../contracts/gas/snapshot.json', import.meta.url)
  const gas = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<'ledgerPerUser' | 'ledgerProof' | 'ledgerProvenPerUser', number>>
  const ofRow = gas.ledgerProvenPerUser - gas.ledgerProof / wholeCircuit
  return Math.ceil(gas.ledgerProof / (gas.ledgerPerUser - ofRow))
}
