import { answerDemandCall, blockRanges, emissionAbi, lastBlockBefore, type ReadEpoch, readStandingEpochs, settleDemandCall } from '@infinitio/chain'
import { economyParameters, type EpochDocument, readDocument, statementOf, wrongPart } from '@infinitio/sdk/emission'
import { sendCall } from '../validator/sendCall.ts'
import { hasTurn, type OpenValidator, type Round } from '../validator/validator.ts'
import { challengeLeaves } from './challengeLeaves.ts'
import { leafProofs } from './leafProofs.ts'
import { readPublished } from './readPublished.ts'

const watchedEpochs = 200

/**
 * Checks the newest published emission epochs (each has the payments of one or more hours) that can still be withdrawn, if this validator has the turn.
 * Challenges a leaf (the earnings of one provider) if it is wrong. If somebody demands a proof of a leaf that is right, submits the proof.
 */
export async function watchEpochs(validator: OpenValidator, round: Round): Promise<void> {
  const { client, opened, checked } = validator
  const { emission } = opened.access.contracts
  const terms = [...(await readPublished(validator, round.head)).values()]
  const newest = terms.sort((one, other) => Number(other.epoch - one.epoch)).slice(0, watchedEpochs)
  const standing = await readStandingEpochs(client, { emission, blockNumber: round.head, terms: newest })
  for (const [at, epoch] of standing.entries()) {
    const isOver = round.headTime >= epoch.finalAt && epoch.openDemands === 0
    if (isOver) continue
    const statement = statementOf(epoch.terms, { chainId: BigInt(opened.chainId), emission })
    const name = `${statement} ${epoch.publishedAt}`
    if ((checked.has(name) && epoch.openDemands === 0) || !hasTurn(validator, round)) continue
    const document = await leavesOf(validator, statement)
    if (document === null) continue
    const before = standing[at - 1]
    const leavesBefore = before === undefined || epoch.terms.previous === 0n ? null : await leavesOfEpoch(validator, before)
    if (!checked.has(name) && round.headTime < epoch.challengeUntil) await challengeLeaves(validator, { document, leavesBefore, statement })
    checked.add(name)
    if (epoch.openDemands > 0) await answerDemands(validator, round, { document, leavesBefore, publishedAt: epoch.publishedAt })
  }
}

async function leavesOfEpoch(validator: OpenValidator, { terms }: ReadEpoch): Promise<EpochDocument | null> {
  const { emission } = validator.opened.access.contracts
  return leavesOf(validator, statementOf(terms, { chainId: BigInt(validator.opened.chainId), emission }))
}

/** Returns an emission epoch's leaves (what each provider earned) from this validator's disk or from the API, or null if neither has them. */
async function leavesOf({ kept, opened, logger }: OpenValidator, statement: string): Promise<EpochDocument | null> {
  const own = kept.document(statement)
  if (own !== null) return own
  return await readDocument(opened.access, statement).catch((error: unknown) => {
    logger.warn({ err: error, statement }, 'the leaves of a published epoch are nowhere')
    return null
  })
}

/**
 * Answers demands to prove a part of a leaf (the earnings of one provider), if the leaf is right. The answer earns half of the bond that the demand cost. If a
 * demand of this validator itself was not answered in time, settles it: the epoch is withdrawn, and the validator gets its bond back.
 */
async function answerDemands(
  validator: OpenValidator,
  { head, headTime }: Round,
  { document, leavesBefore, publishedAt }: { document: EpochDocument; leavesBefore: EpochDocument | null; publishedAt: bigint },
): Promise<void> {
  const { client, opened, address } = validator
  const { emission } = opened.access.contracts
  const { terms, leaves } = document
  const at = { address: emission, abi: emissionAbi } as const
  const from = (await lastBlockBefore(client, { time: publishedAt, last: head })) ?? 0n
  const read = (range: { fromBlock: bigint; toBlock: bigint }) =>
    client.getContractEvents({ ...at, eventName: 'LeafDemanded', args: { epoch: terms.epoch }, ...range, strict: true })
  const events: Awaited<ReturnType<typeof read>> = []
  for (const range of blockRanges({ from, to: head })) events.push(...(await read(range)))
  const parameters = economyParameters(await client.readContract({ ...at, functionName: 'parametersOf', args: [terms.parametersVersion] }))
  const proofs = leafProofs(validator, document)
  const past = leavesBefore === null ? null : leafProofs(validator, leavesBefore)
  for (const { args } of events) {
    const { challenger } = await client.readContract({ ...at, functionName: 'demandOf', args: [args.demand] })
    const leaf = leaves.find((it) => it.provider === args.provider.toLowerCase())
    if (BigInt(challenger) === 0n || leaf === undefined || proofs.hashOf(leaf) !== args.leaf) continue
    if (headTime >= BigInt(args.answerUntil)) {
      if (challenger.toLowerCase() === address) await sendCall(validator, settleDemandCall({ emission, demand: args.demand }), 'settling a demand')
      continue
    }
    // If another part of the leaf is wrong, do not answer. That part can be challenged, and the contract would reject the answer, or the answer would be
    // useless.
    if (wrongPart(terms, { leaf, parameters }) !== null) continue
    const before = leavesBefore?.leaves.find(({ provider }) => provider === leaf.provider)
    const beforeProof = leaf.inputs.before === 0n || before === undefined || past === null ? [] : past.claimOf(before).proof
    const showing = { inputs: proofs.inputsOf(leaf), inputsProof: proofs.inputsProofOf(leaf), beforeProof }
    await sendCall(
      validator,
      answerDemandCall({ emission, terms, leaf: proofs.claimOf(leaf), showing, chunk: proofs.chunkOf(leaf, args.chunk) }),
      `answering for a leaf of epoch ${terms.epoch}`,
    )
  }
}
