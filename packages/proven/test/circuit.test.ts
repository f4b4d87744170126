import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { address, assetUnits, serviceId } from '@infinitio/domain'
import { beforeAll, describe, expect, it } from 'vitest'
import { fieldOrder } from '../src/field.ts'
import { hashOfRows, packProvenRows, pointOfRows, valueOfRows } from '../src/provenRows.ts'
import { provenDomainOf } from '../src/provenVoucher.ts'
import { type CircuitInputs, circuitInputsOf, type ProvenBatch, type ProvenClaim } from '../src/prover/proveRows.ts'
import { findProverTools } from '../src/prover/proverTools.ts'
import { circuitFile, compileCircuit, compiledCircuit } from '../src/prover/provingKeys.ts'
import { InputsRefused, openCircuit } from './circuitWitness.ts'
import { batchOf, exampleDomain, exampleService, signedClaim } from './exampleClaims.ts'

const setUpMs = 600_000
const count = 2
const subgroupOrder = 2736030358979909402780800718157159386076813972158567259200215660948447373041n
type Columns = Record<string, unknown[]>

describe('the circuit of proven rows', () => {
  let run: Awaited<ReturnType<typeof openCircuit>>
  beforeAll(async () => {
    run = await openCircuit(await compiledCircuit(count))
  }, setUpMs)

  /** Returns the inputs of an honest prover with changes in the last row, which has the claim. */
  function changed(changes: Readonly<Record<string, unknown>>, claim = signedClaim()): CircuitInputs {
    const inputs = { ...circuitInputsOf(batchOf([claim]), count) } as Columns & Record<string, unknown>
    for (const [name, value] of Object.entries(changes)) inputs[name] = [...(inputs[name] ?? []).slice(0, -1), value]
    return inputs
  }
  const owner = { domain: provenDomainOf(exampleDomain, 'PToken'), service: exampleService }
  /** Returns the outputs that the ledger calculates with for these claims. */
  const outputsOf = (claims: readonly ProvenClaim[]) => {
    const rowsHash = hashOfRows(owner, claims, count)
    return { rowsHash, value: valueOfRows(owner, claims, pointOfRows(rowsHash, owner, packProvenRows(claims))) }
  }
  const refuses = (inputs: CircuitInputs) => expect(() => run(inputs)).toThrow(InputsRefused)
  const runOf = (claims: readonly ProvenClaim[], changes = {}) => run(circuitInputsOf(batchOf(claims, changes), count))

  it('calculates the hash and the value of its rows as the ledger does', () => {
    for (const claims of [[], [signedClaim()], [signedClaim({ serial: 2 ** 24 - 1, seq: 2 ** 32 - 1, spent: 2n ** 96n - 1n }), signedClaim()]])
      expect(runOf(claims)).toEqual(outputsOf(claims))
  })

  it('accepts each claim up to the amount of its voucher, and refuses one unit more', () => {
    const signed = signedClaim()
    const claiming = (claim: bigint) => ({ ...signed, claim: assetUnits(claim) })
    expect(runOf([claiming(0n), claiming(signed.spent)]).rowsHash).toBeGreaterThan(0n)
    expect(() => runOf([claiming(signed.spent + 1n)])).toThrow(InputsRefused)
  })

  // The first draft of the circuit accepted this forgery: 0.01 PToken was signed, and 1,000 were proven.
  it('refuses a claim that borrows 2^96 from the number of its voucher', () => {
    const claim = 1_000n * 10n ** 18n
    const borrowed = { seq: 8n, claim: claim - 2n ** 96n }
    const forged = { ...signedClaim(), seq: 8, claim: assetUnits(claim) }
    const packed = (seq: bigint, units: bigint) => ((3n << 128n) + (seq << 96n) + units) % fieldOrder
    expect(packed(9n, claim - 2n ** 96n), 'the packed row is the forged one').toBe(packed(8n, claim))
    refuses(changed({ seq: 9n, claim: borrowed.claim }))
    refuses(changed(borrowed))
    refuses(changed({ seq: 9n, claim: borrowed.claim }, forged))
    refuses(changed({ serial: 2n, seq: 9n + 2n ** 32n }))
    refuses(changed({ spent: 10n ** 16n + fieldOrder - 2n ** 96n }))
  })

  it.each([
    ['serial', 2n ** 24n],
    ['seq', 2n ** 32n],
    ['claim', 2n ** 96n],
    ['spent', 2n ** 96n],
    ['claim', -1n],
    ['seq', -1n],
    ['enabled', 2n],
    ['s', subgroupOrder],
  ])('refuses %s = %s, which is out of range', (name, value) => {
    refuses(changed({ [name]: value }))
  })

  it('refuses a signature of another number, amount, serial, payer, request or key', () => {
    const other = signedClaim({}, { secret: `0x${'34'.repeat(32)}` })
    const { point } = circuitInputsOf(batchOf([other]), count) as Columns
    for (const changes of [
      ...[{ seq: 10n }, { spent: 10n ** 16n + 1n }, { serial: 4n }, { payer: 11n }, { trace: [1n, 2n] }, { s: 1n }, { r8: [0n, 1n] }],
      { point: point?.at(-1) },
    ])
      refuses(changed(changes))
  })

  it('refuses a voucher for another asset, chain, ledger or service', () => {
    const claims = [signedClaim()]
    expect(() => runOf([signedClaim({}, { asset: 'G' })])).toThrow(InputsRefused)
    expect(() => runOf(claims, { asset: 'G' })).toThrow(InputsRefused)
    const ledger = address(`0x${'6'.repeat(40)}`)
    expect(() => runOf(claims, { domain: { chainId: 1, ledger: address(`0x${'5'.repeat(40)}`) } })).toThrow(InputsRefused)
    expect(() => runOf(claims, { domain: { chainId: 31_337, ledger } })).toThrow(InputsRefused)
    expect(() => runOf(claims, { service: serviceId(`0x${'d'.repeat(40)}`) })).toThrow(InputsRefused)
  })

  // The ledger passes its domain and the service to the proof in the polynomial only, so the outputs must depend on both.
  it('has other outputs for another domain or service, also for rows that only fill the batch', () => {
    const other = { ledger: address(`0x${'6'.repeat(40)}`), chainId: 31_337 }
    const [usual, ofLedger, ofAsset, ofService] = [{}, { domain: other }, { asset: 'G' }, { service: serviceId(`0x${'d'.repeat(40)}`) }].map(
      (changes) => runOf([], changes as Partial<ProvenBatch>),
    )
    expect(new Set([usual, ofLedger, ofAsset, ofService].map((outputs) => outputs?.rowsHash)).size).toBe(4)
    expect(new Set([usual, ofLedger, ofAsset, ofService].map((outputs) => outputs?.value)).size).toBe(4)
  })

  it('refuses a row without a signature unless all its elements are zero', () => {
    const unsigned = { enabled: 0n, s: 0n, point: [0n, 1n], r8: [0n, 1n] }
    const zero = { payer: 0n, serial: 0n, seq: 0n, claim: 0n, spent: 0n }
    expect(run(changed({ ...unsigned, ...zero }))).toMatchObject({ rowsHash: outputsOf([]).rowsHash })
    for (const [name, value] of Object.entries({ payer: 1n, serial: 1n, seq: 1n })) refuses(changed({ ...unsigned, ...zero, [name]: value }))
    refuses(changed({ ...unsigned, ...zero, claim: 1n, spent: 1n }))
  })

  // Shows that the forgery above is refused because of the range checks, and that this test would find a circuit without them.
  it.skipIf(process.env.TEST_LONG !== '1')('accepts the forgery if its range checks are left out', { timeout: setUpMs }, async () => {
    const checked = readFileSync(circuitFile, 'utf8')
    const circuit = checked.replace(/component number = Num2Bits\(bits\);\n\s*number\.in <== value;/, '')
    expect(circuit.length).toBeLessThan(checked.length)
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-circuit-'))
    try {
      await compileCircuit(folder, { tools: findProverTools(), circuit, count })
      const unchecked = await openCircuit(folder)
      const claim = 1_000n * 10n ** 18n
      const forged = { ...signedClaim(), seq: 8, claim: assetUnits(claim) }
      expect(unchecked(changed({ seq: 9n, claim: claim - 2n ** 96n }, forged))).toEqual(outputsOf([forged]))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })

  it('refuses points that are not on the curve, and a key of a small order', () => {
    refuses(changed({ r8: [1n, 1n] }))
    refuses(changed({ point: [1n, 1n] }))
    refuses(changed({ point: [0n, 1n] }))
    refuses(changed({ point: [0n, fieldOrder - 1n] }))
  })
})
