import { type Address, type LeaseTerms, zeroAddress } from '@infinitio/domain'
import { encodeAbiParameters, encodeFunctionData, type Hex, keccak256, maxUint256, parseEther, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { nameKey } from '../src/addresses/directoryNames.ts'
import { attestationsAbi } from '../src/generated/attestationsAbi.ts'
import { pTokenAbi } from '../src/generated/pTokenAbi.ts'
import { stakeVaultAbi } from '../src/generated/stakeVaultAbi.ts'
import { testStablecoinAbi } from '../src/generated/testStablecoinAbi.ts'
import { createChainClient } from '../src/node/createChainClient.ts'
import { type PlannedCall, sendCalls } from '../src/node/sending/sendCalls.ts'
import { setNativeBalances } from '../src/node/development/setNativeBalances.ts'
import { leaseTermsToChain } from '../src/orders/leaseTerms.ts'
import { merkleTree } from './merkleTree.ts'
import { type TestChain, type TestKey, testKey } from './startTestChain.ts'

/**
 * The statements about a lease that validators sign in tests: seconds that must not be billed, or a machine that does not respond since `since` (Unix seconds).
 */
export type LeaseStatement =
  | { readonly kind: 'Credit'; readonly leaseId: bigint; readonly creditedSeconds: number }
  | { readonly kind: 'Loss'; readonly leaseId: bigint; readonly since: number }

/** The validator set of a test chain. It signs Merkle roots of statements, and anyone may apply a statement with such a root. */
export type Attestors = {
  /** Signs one Merkle root of these statements with the keys of the first `signers` members, and submits it under `subject` (their topic). */
  attest(subject: string, statements: readonly LeaseStatement[], options: { signers: number }): Promise<Attested>
}

/** A root that the contract accepted. */
export type Attested = { apply(statement: LeaseStatement, terms: LeaseTerms): Promise<void> }

/** The stakes of the four members. The first two have more than two thirds of the total, so their two signatures are a quorum. */
const stakes = [5_000n, 4_000n, 2_000n, 2_000n].map((ptoken) => ptoken * 10n ** 18n)
const gas = 2_000_000n

/**
 * Pays the bonds of four validators, admits them as candidates and forms the set. The deployer owns the contract Attestations; it also sends the calls that any
 * account may send.
 */
export async function startAttestors(chain: TestChain): Promise<Attestors> {
  const client = createChainClient({ rpcUrl: chain.rpcUrl, timeoutMs: 10_000 })
  const { attestations, market } = chain.addresses
  const keys = ['one', 'two', 'three', 'four'].map((name) => testKey(`attestor ${name}`))
  const call = (what: string, data: Hex, to: Address = attestations): PlannedCall => ({ what, to, data, value: 0n, gas })
  const send = async ({ privateKey }: TestKey, calls: PlannedCall[]) => {
    await sendCalls(client, { privateKey, calls, timeoutMs: 20_000 })
  }
  await setNativeBalances(client, { accounts: keys.map(({ address }) => address), amount: parseEther('1') })
  await send(chain.keys.deployer, bondCalls(chain, keys, call))
  for (const key of keys) {
    const join = encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [zeroAddress] })
    await send(key, [call('joining the set', join)])
  }
  await send(chain.keys.deployer, [call('forming the set', encodeFunctionData({ abi: attestationsAbi, functionName: 'formSet' }))])
  const members = keys.map(({ address }, place) => toHex(((stakes[place] ?? 0n) << 160n) | BigInt(address), { size: 32 }))

  return {
    async attest(subjectName, statements, { signers }) {
      const subject = nameKey(subjectName)
      const tree = merkleTree([...statements.map((statement) => leafOf(statement, market)), keccak256(toHex('something else they say'))])
      const { timestamp } = await client.getBlock({ blockTag: 'latest' })
      const epoch = timestamp / 3_600n
      const { setHash } = await client.readContract({ address: attestations, abi: attestationsAbi, functionName: 'currentSet' })
      const typed = {
        domain: { name: 'Infinitio Attestations', version: '1', chainId: chain.chainId, verifyingContract: attestations },
        types: {
          Attestation: [
            { name: 'setHash', type: 'bytes32' },
            { name: 'subject', type: 'bytes32' },
            { name: 'epoch', type: 'uint64' },
            { name: 'root', type: 'bytes32' },
          ],
        },
        primaryType: 'Attestation',
        message: { setHash, subject, epoch, root: tree.root },
      } as const
      const signatures = await Promise.all(keys.slice(0, signers).map(({ privateKey }) => privateKeyToAccount(privateKey).signTypedData(typed)))
      const proof = { members, bitmap: (1n << BigInt(signers)) - 1n, signatures }
      const attest = encodeFunctionData({ abi: attestationsAbi, functionName: 'attest', args: [subject, epoch, tree.root, proof] })
      await send(chain.keys.deployer, [call('handing in a root', attest)])
      return {
        async apply(statement, terms) {
          const { leaseId } = statement
          const [path, chainTerms] = [tree.proofOf(leafOf(statement, market)), leaseTermsToChain(terms)]
          const data =
            statement.kind === 'Credit'
              ? encodeFunctionData({
                  abi: attestationsAbi,
                  functionName: 'applyCredit',
                  args: [subject, { market, leaseId, creditedSeconds: statement.creditedSeconds }, chainTerms, path],
                })
              : encodeFunctionData({
                  abi: attestationsAbi,
                  functionName: 'applyLoss',
                  args: [subject, { market, leaseId, since: statement.since }, chainTerms, path],
                })
          await send(chain.keys.deployer, [call(`applying a ${statement.kind}`, data)])
        },
      }
    },
  }
}

/** Returns the Merkle leaf of a validators' statement, which contains its kind and is hashed twice. */
function leafOf(statement: LeaseStatement, market: Hex): Hex {
  const body = [market, statement.leaseId, statement.kind === 'Credit' ? statement.creditedSeconds : statement.since] as const
  const types = [{ type: 'bytes32' }, { type: 'address' }, { type: 'uint256' }, { type: 'uint40' }] as const
  return keccak256(keccak256(encodeAbiParameters(types, [nameKey(statement.kind), ...body])))
}

function bondCalls(chain: TestChain, keys: readonly TestKey[], plan: (what: string, data: Hex, to: Address) => PlannedCall): PlannedCall[] {
  const { stablecoin, pToken, stakeVault, attestations } = chain.addresses
  const deployer = chain.keys.deployer.address
  const dollars = 15_000n * 10n ** 6n
  return [
    plan('minting test dollars', encodeFunctionData({ abi: testStablecoinAbi, functionName: 'mint', args: [deployer, dollars] }), stablecoin),
    plan('approving test dollars', encodeFunctionData({ abi: testStablecoinAbi, functionName: 'approve', args: [pToken, maxUint256] }), stablecoin),
    plan('minting PToken', encodeFunctionData({ abi: pTokenAbi, functionName: 'mint', args: [dollars, deployer] }), pToken),
    plan('approving PToken', encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, maxUint256] }), pToken),
    ...keys.flatMap(({ address }, place) => [
      plan(
        'bonding',
        encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [address, nameKey('Validator'), stakes[place] ?? 0n] }),
        stakeVault,
      ),
      plan('admitting', encodeFunctionData({ abi: attestationsAbi, functionName: 'admit', args: [address, true] }), attestations),
    ]),
  ]
}
