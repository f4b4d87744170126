import { expect, it } from 'vitest'
import { takeSteps } from './runRounds.ts'

it('takes each step in order, although others fail', async () => {
  const taken: string[] = []
  const failed: string[] = []
  const step = (name: string, error?: Error) => ({
    name,
    take: async () => {
      taken.push(name)
      if (error !== undefined) throw error
    },
  })
  const impossible = new Error('facts are counts')
  const noGas = new Error('insufficient funds')
  await takeSteps([step('seed'), step('machines', impossible), step('reputations'), step('doubles', noGas), step('rate')], {
    onFailure: (name, error) => failed.push(`${name}: ${(error as Error).message}`),
  })
  expect(taken).toEqual(['seed', 'machines', 'reputations', 'doubles', 'rate'])
  expect(failed).toEqual(['machines: facts are counts', 'doubles: insufficient funds'])
})
