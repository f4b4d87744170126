import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nameVoucherVerifier, voucherVerifierAbi } from '@infinitio/chain'
import { createChainClient } from '@infinitio/chain/sender'
import { startTestChain, type TestChain } from '@infinitio/chain/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fieldOrder } from '../src/field.ts'
import { packProvenRows, pointOfRows, valueOfRows } from '../src/provenRows.ts'
import { provenDomainOf } from '../src/provenVoucher.ts'
import { CircuitRefused, findProverTools, ProverToolFailed, runTool } from '../src/prover/proverTools.ts'
import { proveRows } from '../src/prover/proveRows.ts'
import { compileCircuit, makeKeysInto, type ProvingKeys, readKeys } from '../src/prover/provingKeys.ts'
import { batchOf, exampleDomain, exampleService, signedClaim } from './exampleClaims.ts'

const setUpMs = 600_000
const count = 1

/** A circuit with the inputs and outputs of the real one, but without signatures: the payer is the key, and a row must be enabled. Its keys take seconds. */
const smallCircuit = `pragma circom 2.1.6;
include "circomlib/circuits/poseidon.circom";
template ProvenRows(count) {
    signal input domain; signal input service; signal input at; signal input enabled[count]; signal input payer[count]; signal input serial[count];
    signal input seq[count]; signal input claim[count]; signal input spent[count]; signal input trace[count][2]; signal input point[count][2];
    signal input r8[count][2]; signal input s[count];
    signal output rowsHash;
    signal output value;
    enabled[0] === 1;
    signal packed <== (serial[0] * (1 << 32) + seq[0]) * (1 << 96) + claim[0];
    component hash = Poseidon(4);
    component first = Poseidon(2);
    first.inputs <== [domain, service];
    hash.inputs <== [first.out, payer[0], payer[0], packed];
    rowsHash <== hash.out;
    signal second <== payer[0] * at + payer[0];
    signal third <== second * at + packed;
    signal fourth <== third * at + domain;
    value <== fourth * at + service;
}`

describe('the prover and the verifier', () => {
  const folder = mkdtempSync(join(tmpdir(), 'infinitio-keys-'))
  let chain: TestChain
  let keys: ProvingKeys
  beforeAll(async () => {
    const tools = findProverTools()
    const [compiled, made] = [join(folder, 'compiled'), join(folder, 'made')]
    for (const name of [compiled, made]) mkdirSync(name)
    await compileCircuit(compiled, { tools, circuit: smallCircuit, count })
    await makeKeysInto(made, { tools, circuit: compiled })
    keys = readKeys(made, count)
    chain = await startTestChain()
  }, setUpMs)
  afterAll(async () => {
    await chain?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  const signed = signedClaim()
  const claim = { ...signed, key: signed.payer }

  it('agree about a proof, its public inputs and the hash of its key', { timeout: setUpMs }, async () => {
    const proof = await proveRows(keys, batchOf([claim]))
    const address = await nameVoucherVerifier({ rpcUrl: chain.rpcUrl, directory: chain.addresses.directory }, keys.verifyingKey)
    const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
    const owner = { domain: provenDomainOf(exampleDomain, 'PToken'), service: exampleService }
    const point = pointOfRows(proof.rowsHash, owner, packProvenRows([claim]))
    const inputs = [point, valueOfRows(owner, [claim], point)] as const
    const verify = ([at = 0n, value = 0n]: readonly bigint[], given = proof) =>
      client.readContract({ address, abi: voucherVerifierAbi, functionName: 'verify', args: [at, value, given] })
    expect(await verify(inputs)).toBe(true)
    for (let changed = 0; changed < inputs.length; changed += 1)
      expect(await verify(inputs.map((value, index) => (index === changed ? value + 1n : value)))).toBe(false)
    expect(await verify(inputs, { ...proof, rowsHash: proof.rowsHash + 1n })).toBe(false)
    await expect(verify(inputs, { ...proof, rowsHash: proof.rowsHash + fieldOrder })).rejects.toThrow('VoucherVerifier_InputInvalid')
    expect(await client.readContract({ address, abi: voucherVerifierAbi, functionName: 'keyHash' })).toBe(keys.keyHash)
  })

  it('make no proof of inputs that the circuit refuses', { timeout: setUpMs }, async () => {
    await expect(proveRows(keys, batchOf([]))).rejects.toBeInstanceOf(CircuitRefused)
  })

  it.each([
    ['was killed', "console.log('Assert Failed'); process.kill(process.pid, 'SIGKILL'); setInterval(() => {}, 1_000)"],
    ['had another error', "throw new Error('out of memory')"],
  ])('do not count as refused by the circuit if the prover %s', async (_how, script) => {
    const folder = mkdtempSync(join(tmpdir(), 'infinitio-tool-'))
    writeFileSync(join(folder, 'tool.cjs'), script)
    const failure = await runTool(join(folder, 'tool.cjs'), [], folder).catch((error: unknown) => error)
    rmSync(folder, { recursive: true })
    expect(failure).toBeInstanceOf(ProverToolFailed)
    expect(failure).not.toBeInstanceOf(CircuitRefused)
  })
})
