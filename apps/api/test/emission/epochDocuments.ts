import { attestationTypedData, attestCall, emissionAbi, nameKey, publishEpochCall, readValidatorSet } from '@infinitio/chain'
import type { TestKey } from '@infinitio/chain/test'
import type { Address } from '@infinitio/domain'
import { documentToWire, type EpochDocument, inputsTree, leafHash, merkleTree, statementOf } from '@infinitio/sdk/emission'
import { expect } from 'vitest'
import { hashTypedData, type Hex, toHex } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { type EmissionMarket, hour, validatorKeys } from './emissionMarket.ts'

/** Returns the document of a wrong epoch: its only leaf claims 5 units that none of its nodes earned. */
export async function wrongEpoch(service: EmissionMarket, { terms, leaves }: EpochDocument): Promise<EpochDocument> {
  const [leaf] = leaves
  if (leaf === undefined) throw new Error('one leaf')
  const inputs = { before: leaf.cumulative, isBonded: true, hasVerifiedTask: true, shares: [], sums: [5n] }
  const money = { total: 5n, due: 5n, available: 5n, burned: 10n, budgets: [] }
  const epoch = BigInt(Math.floor((await service.now()) / hour) - 1)
  return rootedAgain(service, {
    terms: { ...terms, ...money, epoch, previous: terms.epoch },
    leaves: [{ provider: leaf.provider, cumulative: leaf.cumulative + 5n, inputs }],
  })
}

/** Returns a document whose terms have the roots of its leaves. */
export function rootedAgain({ api, emission }: EmissionMarket, { terms, leaves }: EpochDocument): EpochDocument {
  const domain = { chainId: BigInt(api.chain.chainId), emission, epoch: terms.epoch }
  const rootOf = ({ hashes }: { hashes: readonly Uint8Array[] }) => toHex(hashes[0] ?? new Uint8Array(32))
  return { leaves, terms: { ...terms, leaves: rootOf(merkleTree(leaves.map(leafHash(domain)))), inputs: rootOf(inputsTree(leaves, domain)) } }
}

/** Returns the first four validators of the set. `publishBySignatures` signs a wrong epoch with their keys. */
export async function wrongSigners({ api, rpc }: EmissionMarket): Promise<readonly Address[]> {
  const set = await readValidatorSet(rpc(), api.chain.addresses.attestations, { known: null })
  return set?.members.slice(0, 4).map(({ account }) => account) ?? []
}

/** Publishes an epoch with the signatures of four validators, as a quorum of dishonest validators could. */
export async function publishBySignatures(service: EmissionMarket, { terms }: EpochDocument): Promise<void> {
  const { api, emission, market, rpc } = service
  const { attestations } = api.chain.addresses
  const root = statementOf(terms, { chainId: BigInt(api.chain.chainId), emission })
  const set = await readValidatorSet(rpc(), attestations, { known: null })
  if (set === null) throw new Error('a set was formed')
  const signers = (await wrongSigners(service)).map((account) => validatorKeys.find(({ address }) => address === account))
  const typed = attestationTypedData(
    { setHash: set.setHash, subject: 'emission', epoch: terms.epoch, root },
    { chainId: api.chain.chainId, attestations },
  )
  const signatures = await Promise.all(signers.map((key) => privateKeyToAccount(key?.privateKey ?? '0x').sign({ hash: hashTypedData(typed) })))
  const proof = { members: set.members.map(({ word }) => word), bitmap: 0b1111n, signatures }
  await market.send(api.chain.keys.deployer, attestCall({ attestations, subject: nameKey('emission'), epoch: terms.epoch, root, proof }))
  await market.send(api.chain.keys.deployer, publishEpochCall({ emission, terms }))
  await api.services.clock.refresh()
  expect(await rpc().readContract({ address: emission, abi: emissionAbi, functionName: 'lastEpoch' })).toBe(terms.epoch)
}

type Signing = { readonly document: EpochDocument; readonly key: TestKey; readonly setHash?: Hex | undefined }

/** Returns a document with a validator's signature, as its program sends it to the API. `setHash` replaces the hash of the current set. */
export async function signedBy({ api, emission, rpc }: EmissionMarket, { document, key, setHash }: Signing) {
  const { attestations } = api.chain.addresses
  const set = await readValidatorSet(rpc(), attestations, { known: null })
  if (set === null) throw new Error('a set was formed')
  const of = setHash ?? set.setHash
  const root = statementOf(document.terms, { chainId: BigInt(api.chain.chainId), emission })
  const typed = attestationTypedData(
    { setHash: of, subject: 'emission', epoch: document.terms.epoch, root },
    { chainId: api.chain.chainId, attestations },
  )
  const signature = await privateKeyToAccount(key.privateKey).signTypedData(typed)
  return { document: documentToWire(document), signed: { setHash: of, signer: key.address, signature } }
}
