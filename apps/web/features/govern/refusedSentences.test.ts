import {
  bountiesAbi,
  carbonRegistryAbi,
  disputeCourtAbi,
  findingsAbi,
  futuresCommitmentAbi,
  gOracleAbi,
  gTokenAbi,
  incubatorAbi,
  infinitioGovernorAbi,
  modelPaymentsAbi,
  panelsAbi,
  stakedGTokenAbi,
  timelockAbi,
  vestingAbi,
} from '@infinitio/chain'
import { expect, test } from 'vitest'
import messages from '#web/messages/en.json' with { type: 'json' }

test('has a sentence only for errors that a contract of the DAO has', () => {
  const abi = [
    ...infinitioGovernorAbi,
    ...stakedGTokenAbi,
    ...gTokenAbi,
    ...timelockAbi,
    ...vestingAbi,
    ...panelsAbi,
    ...bountiesAbi,
    ...carbonRegistryAbi,
    ...incubatorAbi,
    ...futuresCommitmentAbi,
    ...modelPaymentsAbi,
    ...gOracleAbi,
    ...disputeCourtAbi,
    ...findingsAbi,
  ]
  const names = abi.flatMap((item) => (item.type === 'error' ? [item.name as string] : []))
  expect(Object.keys(messages.govern.refused).filter((name) => !names.includes(name))).toEqual([])
})
