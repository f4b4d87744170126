import { attestationsAbi, nameKey, pTokenAbi, stakeVaultAbi } from '@infinitio/chain'
import { setNativeBalances } from '@infinitio/chain/node'
import { type TestKey, testKey } from '@infinitio/chain/test'
import { concatHex, encodeFunctionData, type Hex, numberToHex, parseEther } from 'viem'
import { sign } from 'viem/accounts'
import type { GasParties } from './gasParties.ts'

const stake = parseEther('1000')

/** Four validators, the smallest number of signers that the contracts accept for every decision. */
export const validators: readonly TestKey[] = Array.from({ length: 4 }, (_, index) => testKey(`validator ${index}`))

/** Bonds each validator from the provider's wallet, makes it a candidate, and forms the set. Returns the gas of the last validator's bonding transaction. */
export async function standUpValidators(parties: GasParties): Promise<number> {
  const { attestations, pToken, stakeVault } = parties.chain.addresses
  const { provider, deployer } = parties.chain.keys
  await parties.gasOf(provider, { to: pToken, data: encodeFunctionData({ abi: pTokenAbi, functionName: 'approve', args: [stakeVault, 10n ** 30n] }) })
  let gas = 0
  await parties.gasOf(deployer, { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'openJoining' }) })
  for (const { address, ...key } of validators) {
    const data = encodeFunctionData({ abi: stakeVaultAbi, functionName: 'bondFor', args: [address, nameKey('Validator'), stake] })
    gas = await parties.gasOf(provider, { to: stakeVault, data })
    await setNativeBalances(parties.client, { accounts: [address], amount: parseEther('1') })
    const join = encodeFunctionData({ abi: attestationsAbi, functionName: 'join', args: [address] })
    await parties.gasOf({ address, ...key }, { to: attestations, data: join })
  }
  await parties.gasOf(provider, { to: attestations, data: encodeFunctionData({ abi: attestationsAbi, functionName: 'formSet' }) })
  return gas
}

/**
 * Attests a Merkle root about a subject (a topic of statements) for this hour, signed by the whole validator set: by default the four validators. Returns the
 * gas of the transaction.
 */
export async function attestRoot(
  parties: GasParties,
  { subject, root, signers = validators }: { subject: string; root: Hex; signers?: readonly TestKey[] },
): Promise<number> {
  const to = parties.chain.addresses.attestations
  const { setHash } = await parties.client.readContract({ address: to, abi: attestationsAbi, functionName: 'currentSet' })
  const epoch = (await parties.now()) / 3_600n
  const args = [setHash, nameKey(subject), epoch, root] as const
  const hash = await parties.client.readContract({ address: to, abi: attestationsAbi, functionName: 'hashAttestation', args })
  const signatures = await Promise.all(signers.map(({ privateKey }) => sign({ hash, privateKey, to: 'hex' })))
  const members = signers.map(({ address }) => concatHex([numberToHex(stake, { size: 12 }), address]))
  const proof = { members, bitmap: (1n << BigInt(signers.length)) - 1n, signatures }
  const data = encodeFunctionData({ abi: attestationsAbi, functionName: 'attest', args: [nameKey(subject), epoch, root, proof] })
  return await parties.gasOf(parties.chain.keys.sender, { to, data })
}
