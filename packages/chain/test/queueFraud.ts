import { hex32 } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, keccak256, parseEther, toBytes, zeroAddress } from 'viem'
import { sign } from 'viem/accounts'
import { nameKey } from '../src/addresses/directoryNames.ts'
import { attestCall, validatorMember, validatorSetHash } from '../src/calls/lossCalls.ts'
import { attestationsAbi } from '../src/generated/attestationsAbi.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { sendCalls } from '../src/node/sending/sendCalls.ts'
import type { TestChain, TestKey } from './startTestChain.ts'

const bytes32 = { type: 'bytes32' } as const
const statementTypes = [bytes32, { type: 'address' }, bytes32, { type: 'uint16' }, { type: 'address' }, { type: 'uint96' }, bytes32] as const
/** The bond of each member of a development set, in base units of PToken. */
const stake = parseEther('1000')

/** The parts of a test chain that are needed to let validators attest a fraud. */
export type FraudChain = Pick<TestChain, 'rpcUrl' | 'addresses'> & { readonly keys: Pick<TestChain['keys'], 'deployer'> }

/**
 * Lets the four members of a development validator set sign that one of them committed a fraud. Then a slash of a quarter of its bond, 250 PToken, is queued.
 * The set must have been formed on the same day.
 */
export async function queueFraud(chain: FraudChain, { makers, culprit }: { makers: readonly TestKey[]; culprit: TestKey }): Promise<void> {
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 30_000 })
  const { attestations } = chain.addresses
  const subject = nameKey('frauds')
  const fraud = { account: culprit.address, purpose: nameKey('Validator'), shareBps: 2_500, victim: zeroAddress, compensation: 0n } as const
  const evidenceHash = keccak256(toBytes('evidence'))
  const values = [fraud.account, fraud.purpose, fraud.shareBps, fraud.victim, fraud.compensation, evidenceHash] as const
  const root = hex32(keccak256(keccak256(encodeAbiParameters(statementTypes, [nameKey('Fraud'), ...values]))))
  const epoch = (await client.getBlock({ blockTag: 'latest' })).timestamp / 3_600n
  const members = makers.map(({ address: account }) => validatorMember({ account, stake }))
  const args = [validatorSetHash(members), subject, epoch, root] as const
  const hash = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'hashAttestation', args })
  const signatures = await Promise.all(makers.map(({ privateKey }) => sign({ hash, privateKey, to: 'hex' })))
  const proof = { members, bitmap: (1n << BigInt(makers.length)) - 1n, signatures }
  const apply = encodeFunctionData({ abi: attestationsAbi, functionName: 'applyFraud', args: [subject, { ...fraud, evidenceHash }, []] })
  const calls = [attestCall({ attestations, subject, epoch, root, proof }), { to: attestations, data: apply }]
  const planned = calls.map((call) => ({ ...call, what: 'a fraud', value: 0n, gas: 900_000n }))
  await sendCalls(client, { privateKey: chain.keys.deployer.privateKey, calls: planned, timeoutMs: 60_000 })
}
