import { address, hex32 } from '@infinitio/domain'
import type { EpochDocumentWire } from '@infinitio/domain/wire'
import type { EpochDocument, LeafInputs } from '@infinitio/economy'

/** Converts an epoch (the emission records of one hour, with their inputs) into the form that the API sends. */
export function documentToWire({ terms, leaves }: EpochDocument): EpochDocumentWire {
  const { epoch, previous, total, due, available, burned, common, budgets } = terms
  return {
    terms: {
      ...{ epoch: Number(epoch), previous: Number(previous), parametersVersion: terms.parametersVersion },
      ...texts({ total, due, available, burned }),
      common: texts(common),
      budgets: budgets.map(({ programme, budget, weightOfAll }) => ({ programme, ...texts({ budget, weightOfAll }) })),
      ...{ leaves: terms.leaves, inputs: terms.inputs },
    },
    leaves: leaves.map(({ provider, cumulative, inputs }) => {
      const { before, isBonded, hasVerifiedTask } = inputs
      const shares = inputs.shares.map(({ nodeId, node, programmes }) => ({ nodeId, node: texts(node), ...texts({ programmes }) }))
      const sums = inputs.sums.map((sum) => sum.toString())
      return { provider, ...texts({ cumulative }), inputs: { ...texts({ before }), isBonded, hasVerifiedTask, shares, sums } }
    }),
  }
}

/** Converts a parsed API answer back into an epoch (the emission records of one hour, with their inputs). */
export function documentFromWire({ terms, leaves }: EpochDocumentWire): EpochDocument {
  const { total, due, available, burned, common, budgets } = terms
  return {
    terms: {
      ...{ epoch: BigInt(terms.epoch), previous: BigInt(terms.previous), parametersVersion: terms.parametersVersion },
      ...numbers({ total, due, available, burned }),
      common: numbers(common),
      budgets: budgets.map(({ programme, budget, weightOfAll }) => ({ programme, ...numbers({ budget, weightOfAll }) })),
      ...{ leaves: hex32(terms.leaves), inputs: hex32(terms.inputs) },
    },
    leaves: leaves.map(({ provider, cumulative, inputs }) => {
      const { before, isBonded, hasVerifiedTask } = inputs
      const shares: LeafInputs['shares'] = inputs.shares.map(({ nodeId, node, programmes }) => {
        return { nodeId: hex32(nodeId), node: numbers(node), ...numbers({ programmes }) }
      })
      const sums = inputs.sums.map(BigInt)
      return { provider: address(provider), ...numbers({ cumulative }), inputs: { ...numbers({ before }), isBonded, hasVerifiedTask, shares, sums } }
    }),
  }
}

function texts<Key extends string>(values: Readonly<Record<Key, bigint>>): Record<Key, string> {
  return Object.fromEntries(Object.entries<bigint>(values).map(([key, value]) => [key, value.toString()])) as Record<Key, string>
}

function numbers<Key extends string>(values: Readonly<Record<Key, string>>): Record<Key, bigint> {
  return Object.fromEntries(Object.entries<string>(values).map(([key, value]) => [key, BigInt(value)])) as Record<Key, bigint>
}
